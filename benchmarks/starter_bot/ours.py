"""This assistant as `make run` starts it, with data of its own."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.starter_bot.measure import Bot, first_answer, folder_mb, timed
from bot.bootstrap import read_settings
from bot.engine.training import ROOT, model_path, train
from bot.launch import start_processes

TEXTS = (
    "甘肃对首席质量官有什么学历要求",
    "我大专毕业，干质检四年，在珠海能当首席质量官吗",
    "安徽的备案要交什么材料",
    "谢谢",
    "你是机器人吗",
)


@contextmanager
def our_bot(port: int, engine_port: int) -> Iterator[Bot]:
    training = timed(lambda: train(force=True))
    data = Path(tempfile.mkdtemp(prefix="cqo-bench-"))
    chosen = read_settings({"PORT": str(port), "CQO_ENGINE_PORT": str(engine_port), "CQO_DATA_DIR": str(data)})
    address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
    try:
        began = time.perf_counter()
        with start_processes(chosen, model_path()) as processes:
            answered = first_answer(address, TEXTS[0], began)
            yield Bot(address, TEXTS, processes, training, answered, folder_mb(ROOT / ".venv"))
    finally:
        shutil.rmtree(data)
