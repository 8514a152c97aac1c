"""This assistant as `make run` starts it, with data of its own."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.starter_bot.measure import (
    Figures,
    first_answer,
    folder_mb,
    late_over_early,
    memory_mb,
    percentile,
    short_turns,
)
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


def measure_ours() -> Figures:
    model_path().unlink(missing_ok=True)
    began = time.perf_counter()
    train(force=True)
    training = time.perf_counter() - began
    data = Path(tempfile.mkdtemp(prefix="cqo-bench-"))
    try:
        return _served(data, training)
    finally:
        shutil.rmtree(data)


def _served(data: Path, training: float) -> Figures:
    chosen = read_settings({"PORT": "5315", "CQO_ENGINE_PORT": "5316", "CQO_DATA_DIR": str(data)})
    address = f"http://127.0.0.1:{chosen.port}/webhooks/rest/webhook"
    began = time.perf_counter()
    with start_processes(chosen, model_path()) as processes:
        answered = first_answer(address, TEXTS[0], began)
        short_turns(address, TEXTS)  # warm
        taken = short_turns(address, TEXTS)
        late = late_over_early(address, TEXTS[0])
        memory = memory_mb([child.process.pid for child in processes.children])
    return Figures(
        percentile(taken, 0.5), percentile(taken, 0.95), late, answered, memory, training, folder_mb(ROOT / ".venv")
    )
