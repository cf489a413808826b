"""Small archives for the tests of batches, and what a run of one leaves."""

from __future__ import annotations

from pathlib import Path

from outputs.staging import HIDDEN
from solieu.pipeline import RunResult, Settings, run

#: In this very process, one document after the other: quick, and easily disturbed.
HERE = Settings(jobs=1, limits=None)

REPORT = """ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

Hòa An, ngày 25 tháng {month:02} năm 2026

BÁO CÁO
Tình hình kinh tế - xã hội tháng {month:02} năm 2026

1. Thu ngân sách tháng {month:02}/2026 đạt {income} triệu đồng/50.000 triệu đồng,
đạt {share}% dự toán.
Lũy kế {month} tháng thu ngân sách đạt {total} triệu đồng.

2. Tiếp nhận {received} hồ sơ, đã giải quyết {solved} hồ sơ, đang giải quyết {open} hồ sơ.
"""


def archive(folder: Path, months: int, *, income: int = 4000) -> Path:
    """Monthly reports of an invented ward: as many as ``months``, from January on."""
    folder.mkdir(parents=True, exist_ok=True)
    for month in range(1, months + 1):
        text = REPORT.format(
            month=month,
            income=f"{income + month:,}".replace(",", "."),
            share=f"{(income + month) / 500:.2f}".replace(".", ","),
            total=f"{income * month:,}".replace(",", "."),
            received=100 + month,
            solved=90,
            open=10 + month,
        )
        (folder / f"tháng {month:02}.txt").write_text(text, encoding="utf-8")
    return folder


def run_here(reports: Path, out: Path) -> RunResult:
    """A run in this process."""
    return run([reports], out, settings=HERE)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The files of an output folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def nothing_left(folder: Path) -> bool:
    """Whether no trace of a run is in the folder but its results."""
    return not (folder / HIDDEN).exists() and not list(folder.glob(".*"))
