"""The engine process: load one model, prove that it answers, listen on loopback until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gc
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any

from bot import bootstrap
from bot.bootstrap import SettingWrong, settings
from bot.engine import lean
from bot.engine.logs import kind_and_place

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
# Longer than any turn: a lock that expires under a running turn lets the next one overtake it.
LOCK_SECONDS = "120"
CANNOT_START = 3


def serve(model: Path, port: int, interface: str = "127.0.0.1") -> None:
    """Serve a model until SIGTERM or SIGINT. Raises ModelRefused before anything listens."""
    lean.install()
    lean.check_model(model)
    os.environ.setdefault("TICKET_LOCK_LIFETIME", LOCK_SECONDS)
    warnings.simplefilter("ignore")  # deprecations inside Rasa's own dependencies, a screenful of them

    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints

    from bot.engine import logs

    logs.configure()
    rasa.core.run.serve_application(
        str(model),
        interface=interface,
        port=port,
        credentials=str(HERE / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(HERE / "endpoints.yml")),
        enable_api=False,
        server_listeners=[(_prove, "after_server_start")],
    )
    if _failed:
        raise lean.ModelRefused(_failed[0])


_failed: list[str] = []


async def _prove(app: Any, loop: Any) -> None:
    """Rasa says it is up even when loading failed: stop then, and otherwise warm the pipeline up."""
    agent = getattr(app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        _refuse(app, "模型没能加载，对话引擎停止启动；请重新训练（make train）后再试。")
        return
    try:
        bootstrap.assistant()
    except Exception as error:  # noqa: BLE001 - every action would fail with it
        log.error("the assistant cannot be built: %s", kind_and_place(error))
        _refuse(app, "知识库或数据库打不开，对话引擎停止启动：请运行 python -m bot.kb.check，并检查数据目录。")
        return
    await agent.parse_message("首席质量官要什么学历")
    _give_back_memory()


def _refuse(app: Any, reason: str) -> None:
    _failed.append(reason)
    app.stop()


def _give_back_memory() -> None:
    """Return what loading used and freed; what stays is for good, so the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # musl has no such call
            ctypes.CDLL(None).malloc_trim(0)


def newest_model(folder: Path) -> Path:
    """The model trained last, or ModelRefused."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise lean.ModelRefused(f"{folder}/ 里没有训练好的模型，请先训练：make train。")
    return models[-1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.engine", description="The dialogue engine: Rasa, lean.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="serve a trained model on loopback")
    serving.add_argument("--model", type=Path, help="a model file; the newest in models/ if not given")
    serving.add_argument("--port", type=int, help="CQO_ENGINE_PORT if not given")
    options = parser.parse_args()
    try:
        serve(options.model or newest_model(Path("models")), options.port or settings().engine_port)
    except (lean.ModelRefused, SettingWrong) as refused:
        print(refused, file=sys.stderr)
        sys.exit(CANNOT_START)
