"""Settings: defaults that work, and one line that names what is wrong."""

from __future__ import annotations

import pytest

from bot.bootstrap import SettingWrong, read_settings


def test_the_defaults_are_for_development_on_this_machine_alone() -> None:
    settings = read_settings({})
    assert (settings.profile, settings.host, settings.port, settings.engine_port) == (
        "development",
        "127.0.0.1",
        5005,
        5006,
    )
    assert settings.database_url == f"sqlite:///{settings.data_dir}/cqo.db"
    assert settings.kb_path.is_dir()
    assert settings.reply_seconds < 10


def test_the_engines_port_follows_the_edges() -> None:
    assert read_settings({"PORT": "8000"}).engine_port == 8001
    assert read_settings({"PORT": "8000", "CQO_ENGINE_PORT": "9000"}).engine_port == 9000


@pytest.mark.parametrize(
    "wrong",
    [
        {"PORT": "abc"},
        {"PORT": "0"},
        {"PORT": "5005", "CQO_ENGINE_PORT": "5005"},
        {"CQO_PROFILE": "prod"},
        {"CQO_DATABASE_URL": "mysql://x"},
        {"CQO_BASE_URL": "cqo.example.cn"},
        {"CQO_DRAFT_DAYS": "-1"},
        {"CQO_REPLY_SECONDS": "60"},
        {"CQO_OPERATOR_IS_AUTHORITY": "maybe"},
    ],
)
def test_a_wrong_setting_is_named_in_one_line(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingWrong) as caught:
        read_settings(wrong)
    message = str(caught.value)
    assert any(name in message for name in wrong)
    assert "\n" not in message


def test_an_empty_setting_is_the_default() -> None:
    assert read_settings({"PORT": " ", "CQO_KEYS": ""}) == read_settings({})


def test_secrets_are_not_shown() -> None:
    settings = read_settings(
        {"CQO_KEYS": "s3cret", "CQO_TELEGRAM_TOKEN": "s3cret", "CQO_DATABASE_URL": "postgres://u:s3cret@h/d"}
    )
    assert "s3cret" not in repr(settings)
    assert settings.database_url == "postgresql://u:s3cret@h/d"
