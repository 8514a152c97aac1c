"""`make run`: train if needed, start engine and edge, prove that a question is answered, stop both on Ctrl-C.

python -m bot.launch run      start the assistant and stay
python -m bot.launch train    train the model if what it is made from has changed
python -m bot.launch eval     measure the answers of the running assistant, or of one started for it
"""

from __future__ import annotations

import argparse
import io
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import qrcode

from bot.bootstrap import Settings, SettingWrong, settings
from bot.engine.training import ROOT, TrainingFailed, model_path, train
from bot.processes import CannotStart, Processes, ask, port_is_free

FIRST_QUESTION = "首席质量官要什么学历"
START_SECONDS = 180


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.launch", description="Start, train or measure the assistant.")
    parser.add_argument("chore", choices=["run", "train", "eval"])
    chore: Callable[[Settings], int] = {"run": run, "train": train_only, "eval": evaluate}[parser.parse_args().chore]
    # All end alike: `finally` stops what was started. INT too, for a shell that starts us in the background ignores it.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        sys.exit(chore(settings()))
    except KeyboardInterrupt:
        print("\n已停止。")
    except (CannotStart, SettingWrong) as reason:
        sys.exit(f"\n{reason}")


def run(chosen: Settings) -> int:
    """Start everything and stay until told to stop."""
    with started(chosen) as processes:
        print(_welcome(chosen), flush=True)
        processes.watch()
    return 1


def train_only(chosen: Settings) -> int:
    prepare_model()
    return 0


def evaluate(chosen: Settings) -> int:
    """The project's own question sets, and the outside measurement where it is there."""
    if answers(chosen):
        return _measure(chosen)
    with started(chosen):
        return _measure(chosen)


def prepare_model() -> Path:
    """The model for the present sources, trained now if it is not there."""
    model = model_path()
    if model.exists():
        print(f"模型是最新的：{model.name}", flush=True)
        return model
    print("训练模型（对话数据有变化，约需半分钟）……", flush=True)
    began = time.monotonic()
    try:
        train()
    except TrainingFailed as failure:
        raise CannotStart(
            f"{failure}\n模型没有训练成功：请按上面的提示改好 nlu_data/ 或 config.yml，再运行一次。"
        ) from failure
    print(f"模型训练好了，用时 {time.monotonic() - began:.0f} 秒。", flush=True)
    return model


def started(chosen: Settings) -> Processes:
    """Engine and edge, both answering. Raises CannotStart; nothing is left running then."""
    for name, port in (("PORT", chosen.port), ("CQO_ENGINE_PORT", chosen.engine_port)):
        if not port_is_free(port):
            raise CannotStart(
                f"端口 {port} 已被别的程序占用：请先停掉它，或换一个，例如 {name}={port + 100} make run。"
            )
    model = prepare_model()
    print("启动对话引擎和网页服务……", flush=True)
    began = time.monotonic()
    processes = start_processes(chosen, model)
    try:
        # Asked only once both listen: every question asked is stored and answered in its turn.
        processes.wait_until(lambda: not any(map(port_is_free, (chosen.port, chosen.engine_port))), START_SECONDS)
        processes.wait_until(lambda: answers(chosen), START_SECONDS, pause=1)
        print(f"第一个问题已得到回答，用时 {time.monotonic() - began:.0f} 秒。", flush=True)
    except BaseException:
        processes.stop()
        raise
    return processes


def start_processes(chosen: Settings, model: Path) -> Processes:
    """Engine and edge on their way up."""
    processes = Processes(chosen.data_dir / "log")
    engine = [sys.executable, "-m", "bot.engine", "serve", "--model", str(model)]
    try:
        processes.start("engine", engine, ROOT, _environment(chosen))
        processes.start("edge", [sys.executable, "-m", "bot.edge"], ROOT, _environment(chosen))
    except BaseException:
        processes.stop()
        raise
    return processes


def answers(chosen: Settings) -> bool:
    """Whether a real policy question gets an answer through the edge, engine included."""
    messages = ask(_address(chosen), "launch-check", FIRST_QUESTION)
    return any("answer" in message.get("custom", {}) for message in messages)


def _environment(chosen: Settings) -> dict[str, str]:
    """What both processes must agree on, whatever the environment says."""
    return {
        "PORT": str(chosen.port),
        "CQO_ENGINE_PORT": str(chosen.engine_port),
        "CQO_DATA_DIR": str(chosen.data_dir),
        # glibc gives every thread an arena of its own and keeps what it frees: 40 MB for nothing.
        "MALLOC_ARENA_MAX": "2",
        # A question is a few dozen numbers: waking a second thread for them costs more than they do.
        "OPENBLAS_NUM_THREADS": "1",
    }


def _measure(chosen: Settings) -> int:
    outcomes = [_call([sys.executable, "-m", "benchmarks.questions", "--url", _address(chosen)])]
    outside = ROOT.parent / "shared" / "eval" / "evaluate.py"
    if outside.exists():
        outcomes.append(_call([sys.executable, str(outside), "--url", _address(chosen)]))
    return max(outcomes)


def _call(command: list[str]) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own commands


def _address(chosen: Settings) -> str:
    return f"http://127.0.0.1:{chosen.port}/webhooks/rest/webhook"


def _welcome(chosen: Settings) -> str:
    lines = [
        "",
        "首席质量官助手可以用了：",
        f"  浏览器打开   http://127.0.0.1:{chosen.port}/",
        "  或在终端聊   make chat（另开一个窗口）",
        "可以试试：",
        "  甘肃对首席质量官有什么学历要求",
        "  我大专毕业，干质检四年，在珠海能当首席质量官吗",
        "  工业企业，350 人，营收 8000 万，算什么规模",
        "  我要填登记表",
        f"日志在 {chosen.data_dir / 'log'}/（不含任何人说的话），按 Ctrl-C 停止。",
    ]
    return "\n".join([*lines, *_for_phones(chosen)])


def _for_phones(chosen: Settings) -> list[str]:
    """The address as a QR code, where somebody has chosen to listen to the network."""
    if chosen.host in ("127.0.0.1", "localhost", "::1"):
        return []
    address = chosen.base_url or f"http://{_own_address() if chosen.host == '0.0.0.0' else chosen.host}:{chosen.port}/"  # noqa: S104
    code = qrcode.QRCode(border=1)
    code.add_data(address)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    return [f"手机扫码或打开 {address}", drawn.getvalue()]


def _own_address() -> str:
    """This machine's address towards the network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
