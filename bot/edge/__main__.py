"""`python -m bot.edge`: what faces people, on the address the settings name."""

from __future__ import annotations

import errno
import logging
import socket
import sys

import uvicorn
from starlette.applications import Starlette

from bot.bootstrap import Settings, SettingWrong, build_storage, read_settings
from bot.edge import logs
from bot.edge.app import create_app
from bot.storage import KeysUnusable


def main() -> int:
    logs.configure()
    try:
        settings = read_settings()
        listening = _listen(settings)
        app = create_app(settings, build_storage(settings))
    except (SettingWrong, KeysUnusable) as error:
        print(error, file=sys.stderr)
        return 2
    logging.getLogger(__name__).info("edge on port %d", settings.port)
    config = uvicorn.Config(
        app,
        ws="none",  # not used here, and uvicorn's needs a newer websockets than Rasa allows
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    _Server(config, app).run(sockets=[listening])
    return 0


class _Server(uvicorn.Server):
    """Ends the open event streams first: they would hold up every stop for as long as it may take."""

    def __init__(self, config: uvicorn.Config, app: Starlette) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.events.close()
        await super().shutdown(sockets)


def _listen(settings: Settings) -> socket.socket:
    """The socket, taken before anything slow is started: a port in use is told at once."""
    try:
        return socket.create_server((settings.host, settings.port), backlog=1024)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingWrong(f"端口 {settings.port} 已被占用：请换一个，例如 PORT={settings.port + 10}。") from error
        raise SettingWrong(f"CQO_HOST={settings.host} 监听不了：本机用 127.0.0.1，所有网卡用 0.0.0.0。") from error


if __name__ == "__main__":
    sys.exit(main())
