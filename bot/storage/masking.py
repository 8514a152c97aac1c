"""Takes personal details out of free text: for the questions that are kept, and for every line that is logged.

It masks too much rather than too little; what it cannot know (a bare name in the middle of a sentence) must not be
passed here at all: logs carry ids and kinds, never what people typed.
"""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

_HAN = r"\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002ebef"
_EMAIL = re.compile(r"[\w.+＋\-]+\s*[@＠]\s*[\w\-]+(?:[.．。][\w\-]+)+")
# \d takes full-width digits as well. Five or more in a row, also with separators between them: phones, ids, postcodes.
_NUMBER = re.compile(r"[+＋]?\d(?:[\s\-－—·.()（）]{0,2}\d){4,}[xXｘＸ]?")
_SPELT_NUMBER = re.compile(r"[零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]{7,}")
_NAME = re.compile(
    r"(我叫|我名叫|我名字叫|我的名字是|名字叫|名字是|名叫|叫做|姓名(?:是|为)?|申请人(?:是|为)?|联系人(?:是|为)?|负责人(?:是|为|叫)?|我姓)"
    rf"([\s:：,，]*)([{_HAN}·]{{1,4}}|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){{0,2}})"
)
_COMPANY = re.compile(rf"[{_HAN}A-Za-z0-9（）()·&]{{2,30}}?(有限责任公司|股份有限公司|有限公司|集团|(?<!工)厂)")
_ADDRESS = re.compile(r"(住在|地址(?:是|为)?)[\s:：]*[^\s，。,;；]{2,}")

MAX_LENGTH = 500


def mask(text: str) -> str:
    """`text` without numbers of five digits and more, e-mail addresses, names that introduce themselves, and firms."""
    text = _EMAIL.sub("〔邮箱〕", text)
    text = _NUMBER.sub("〔号码〕", text)
    text = _SPELT_NUMBER.sub("〔号码〕", text)
    text = _COMPANY.sub(r"〔企业〕\1", text)
    text = _ADDRESS.sub(r"\1〔地址〕", text)
    return _NAME.sub(r"\1\2〔姓名〕", text)[:MAX_LENGTH]


class RedactionFilter(logging.Filter):
    """Masks each record, and keeps of an exception where it happened and its class, not its message.

    Put it on handlers: a logger's own filter does not see what its children send up.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _mask_line(record.getMessage()), ()
        if isinstance(record.exc_info, tuple):
            record.exc_text = _where(*record.exc_info)
            # A formatter would write the exception again with its message.
            record.exc_info = None
        return True


def _mask_line(line: str) -> str:
    return _SPELT_NUMBER.sub("〔号码〕", _NUMBER.sub("〔号码〕", _EMAIL.sub("〔邮箱〕", line)))


def _where(kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None) -> str:
    """The frames without source lines, and the class of every error in the chain."""
    frames = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(place)]
    kinds = [kind.__name__ if kind else "?"]
    while error is not None and (error := error.__cause__ or error.__context__) is not None:
        kinds.append(type(error).__name__)
    return "\n".join([*frames, " ← ".join(kinds)])
