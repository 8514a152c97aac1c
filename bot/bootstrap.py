"""The only reader of the environment, and the only place that picks what the parts are made of."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from bot.kb.model import KnowledgeBase
    from bot.storage import Storage

Profile = Literal["development", "production"]


class SettingWrong(Exception):
    """A setting cannot be used. The message is one line: which, what is expected, an example."""


@dataclass(frozen=True)
class Settings:
    """Secrets are kept out of `repr`, so that a logged settings object shows none."""

    profile: Profile
    host: str  # where the edge listens
    port: int
    engine_port: int  # on loopback always
    data_dir: Path
    database_url: str = field(repr=False)
    keys: str | None = field(repr=False)  # Fernet keys, newest first, comma-separated; None: the key file
    base_url: str | None  # as people reach the edge, for links sent elsewhere and the Origin check
    telegram_token: str | None = field(repr=False)
    telegram_secret: str | None = field(repr=False)  # of the webhook; None: polling
    telegram_api: str | None  # a Bot API server of one's own; None: Telegram's
    operator: str  # who collects the data, as the consent notice names them
    operator_is_authority: bool  # only then is 材料编号 a receipt
    contacts: str  # where people ask about their data
    kb_path: Path
    draft_days: int
    message_days: int
    question_days: int
    reply_seconds: float  # every message is answered within

    @property
    def development(self) -> bool:
        return self.profile == "development"

    @property
    def page_url(self) -> str:
        """Where people reach the chat page, for links sent elsewhere."""
        return self.base_url or f"http://127.0.0.1:{self.port}"

    @property
    def engine_url(self) -> str:
        return f"http://127.0.0.1:{self.engine_port}/webhooks/rest/webhook"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment. Raises SettingWrong."""
    env = _Environment(os.environ if environment is None else environment)
    data_dir = Path(env.text("CQO_DATA_DIR", "var")).absolute()
    port = env.number("PORT", 5005, 1, 65534)
    profile = _profile(env.text("CQO_PROFILE", "development"))
    _check_telegram(env, profile)
    return Settings(
        profile=profile,
        host=env.text("CQO_HOST", "127.0.0.1"),
        port=port,
        engine_port=_other_port(env.number("CQO_ENGINE_PORT", port + 1, 1, 65535), port),
        data_dir=data_dir,
        database_url=_database_url(env.optional("CQO_DATABASE_URL"), data_dir),
        keys=env.optional("CQO_KEYS"),
        base_url=_base_url(env.optional("CQO_BASE_URL")),
        telegram_token=env.optional("CQO_TELEGRAM_TOKEN"),
        telegram_secret=env.optional("CQO_TELEGRAM_SECRET"),
        telegram_api=_base_url(env.optional("CQO_TELEGRAM_API"), "CQO_TELEGRAM_API"),
        operator=env.text("CQO_OPERATOR", "本助手的运营单位"),
        operator_is_authority=env.yes_no("CQO_OPERATOR_IS_AUTHORITY", False),
        contacts=env.text("CQO_CONTACTS", "请联系为您提供本助手的单位"),
        kb_path=Path(env.text("CQO_KB", str(Path(__file__).parent.parent / "policies_kb"))),
        draft_days=env.number("CQO_DRAFT_DAYS", 180, 1, 3650),
        message_days=env.number("CQO_MESSAGE_DAYS", 30, 1, 3650),
        question_days=env.number("CQO_QUESTION_DAYS", 365, 1, 3650),
        reply_seconds=env.number("CQO_REPLY_SECONDS", 9, 1, 9),
    )


class _Environment:
    """Values by name; a wrong one is named in the error."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def optional(self, name: str) -> str | None:
        return self._values.get(name, "").strip() or None

    def text(self, name: str, default: str) -> str:
        return self.optional(name) or default

    def number(self, name: str, default: int, low: int, high: int) -> int:
        given = self.optional(name)
        if given is None:
            return default
        if not given.isdecimal() or not low <= int(given) <= high:
            raise SettingWrong(f"{name}={given} 用不了：应为 {low} 到 {high} 之间的整数，例如 {name}={default}。")
        return int(given)

    def yes_no(self, name: str, default: bool) -> bool:
        given = self.text(name, "yes" if default else "no").lower()
        if given not in {"yes", "no"}:
            raise SettingWrong(f"{name}={given} 用不了：应为 yes 或 no。")
        return given == "yes"


def _profile(given: str) -> Profile:
    if given == "development":
        return "development"
    if given == "production":
        return "production"
    raise SettingWrong(f"CQO_PROFILE={given} 用不了：应为 development 或 production。")


def _check_telegram(env: _Environment, profile: Profile) -> None:
    """In production a webhook, and only with a secret: anybody could send forged updates to an open one."""
    secret = env.optional("CQO_TELEGRAM_SECRET")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingWrong("CQO_TELEGRAM_SECRET 用不了：应为 16–256 个英文字母、数字、_ 或 -。")
    if profile == "production" and env.optional("CQO_TELEGRAM_TOKEN") is not None:
        if secret is None:
            raise SettingWrong("缺少 CQO_TELEGRAM_SECRET：生产环境的 Telegram 用 webhook，要有 16 个字符以上的密钥。")
        if not (env.optional("CQO_BASE_URL") or "").startswith("https://"):
            raise SettingWrong(
                "缺少 CQO_BASE_URL：Telegram 的 webhook 要 https 网址，例如 CQO_BASE_URL=https://cqo.example.cn。"
            )


def _other_port(engine_port: int, port: int) -> int:
    if engine_port == port:
        raise SettingWrong(f"CQO_ENGINE_PORT 和 PORT 都是 {port}：请换成两个不同的端口，例如 5005 和 5006。")
    return engine_port


def _database_url(given: str | None, data_dir: Path) -> str:
    if given is None:
        return f"sqlite:///{data_dir / 'cqo.db'}"
    if given.startswith("postgres://"):
        # What hosting services hand out; SQLAlchemy knows the other name alone.
        return given.replace("postgres://", "postgresql://", 1)
    if not given.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg2://")):
        raise SettingWrong("CQO_DATABASE_URL 用不了：应以 sqlite:/// 或 postgresql:// 开头。")
    return given


def _base_url(given: str | None, name: str = "CQO_BASE_URL") -> str | None:
    if given is None:
        return None
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise SettingWrong(f"{name}={given} 用不了：应为完整网址，例如 https://cqo.example.cn。")
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """This process's settings."""
    return read_settings()


def build_storage(chosen: Settings) -> Storage:
    """The database, with its tables brought up to date."""
    from bot.storage import Retention, Storage, load_keys

    chosen.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep = Retention(
        timedelta(days=chosen.draft_days), timedelta(days=chosen.message_days), timedelta(days=chosen.question_days)
    )
    return Storage(chosen.database_url, load_keys(chosen.data_dir, chosen.keys), keep=keep)


def build_knowledge_base(chosen: Settings) -> KnowledgeBase:
    from bot.kb.load import load

    return load(chosen.kb_path)


@lru_cache(maxsize=1)
def storage() -> Storage:
    """This process's storage."""
    return build_storage(settings())


def database() -> Engine:
    """This process's database engine, for Rasa's tracker store."""
    return storage().engine


@lru_cache(maxsize=1)
def knowledge_base() -> KnowledgeBase:
    return build_knowledge_base(settings())


@lru_cache(maxsize=1)
def assistant() -> Any:
    """This process's assistant: what the engine's actions call."""
    from bot.services.assistant import build_assistant

    return build_assistant(settings(), storage(), knowledge_base())
