"""A knowledge base ten times as wide: Gansu's notice with other figures for thirty made-up places."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
COUNT = 30


def crowd(folder: Path) -> Path:
    """Copy the knowledge base into `folder` and put the sister notices beside it: `sister0` wants 11 years, `sister1` 12 …"""
    shutil.copytree(ROOT / "policies_kb", folder)
    text = (folder / "notices" / "gansu-2021-1.yml").read_text(encoding="utf8")
    gazetteer_file = folder / "tables" / "places.yml"
    table = yaml.safe_load(gazetteer_file.read_text(encoding="utf8"))
    for number in range(COUNT):
        place, years = f"sister{number}", 11 + number
        sister = text.replace("gansu-2021-1", f"{place}-1").replace("place: gansu", f"place: {place}")
        sister = sister.replace("从事质量管理工作5年以上", f"从事质量管理工作{years}年以上").replace(
            "gansu.", f"{place}."
        )
        (folder / "notices" / f"{place}-1.yml").write_text(
            sister.split("\nrules:")[0] + "\nrules: {}\n", encoding="utf8"
        )
        table["provinces"].append({"place": place, "name": f"第{number:02d}特区", "also": [f"特{number:02d}区"]})
    gazetteer_file.write_text(yaml.safe_dump(table, allow_unicode=True), encoding="utf8")
    for faq in (folder / "faq").glob("*.yml"):
        topics = yaml.safe_load(faq.read_text(encoding="utf8"))
        for topic in topics:
            answer = topic["answers"].get("gansu")
            for number in range(COUNT) if answer else ():
                dumped = yaml.safe_dump(answer, allow_unicode=True).replace("gansu-2021-1", f"sister{number}-1")
                dumped = dumped.replace("gansu", f"sister{number}")
                dumped = re.sub(r"从事质量管理工作5年以上", f"从事质量管理工作{11 + number}年以上", dumped)
                topic["answers"][f"sister{number}"] = {**yaml.safe_load(dumped), "records": []}
        faq.write_text(yaml.safe_dump(topics, allow_unicode=True), encoding="utf8")
    return folder
