"""RapidOCR as the second reader of figures, for those who installed it.

It has no Vietnamese letters, but reads figures better than tesseract (docs/benchmarks.md),
by another method: what the two agree on is hardly ever wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from extract.ocr_figures import Reader
from extract.ocr_raster import Gray
from solieu.errors import UsageError


def rapid_name() -> str:
    """How the reader is called in documents.csv. Raises UsageError where it is missing."""
    try:
        return f"rapidocr {version('rapidocr')}"
    except PackageNotFoundError as error:
        raise _missing() from error


def rapid_reader() -> Reader:
    """A reader of pictures of one line each. Raises UsageError where RapidOCR is missing."""
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise _missing() from error
    # One thread, as tesseract has; its models are in the package, nothing is fetched.
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

    def read(pictures: Sequence[Gray]) -> list[str]:
        found = []
        for picture in pictures:
            colours = np.repeat(picture[:, :, None], 3, axis=2)
            result: Any = engine(colours, use_det=False, use_cls=False, use_rec=True)
            found.append(" ".join(result.txts or ()))
        return found

    return read


def _missing() -> UsageError:
    return UsageError(
        "--ocr2 cần RapidOCR: pip install 'solieu[ocr2]' (trong thư mục solieu: "
        "pip install -e '.[ocr2]')",
        "--ocr2 needs RapidOCR: pip install 'solieu[ocr2]' (in the folder of solieu: "
        "pip install -e '.[ocr2]')",
    )
