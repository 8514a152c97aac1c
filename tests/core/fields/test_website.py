"""网址 as people type it. All made up."""

from __future__ import annotations

import pytest

from tests.core.fields.reading import reason, value


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("www.example.com", "www.example.com"),
        ("example.com", "example.com"),
        ("example.com.cn", "example.com.cn"),
        ("http://www.example.com", "http://www.example.com"),
        ("https://www.example.com/", "https://www.example.com/"),
        ("https://example.com/about?id=1", "https://example.com/about?id=1"),
        ("网址是www.example.com", "www.example.com"),
        ("官网：www.example.com", "www.example.com"),
        ("我们官网www.example.com", "www.example.com"),
        ("公司网站是 www.example.com", "www.example.com"),
        ("ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ", "www.example.com"),
        ("www。example。com", "www.example.com"),
        ("WWW.EXAMPLE.COM", "WWW.EXAMPLE.COM"),
        ("没有", "无"),
        ("没网站", "无"),
        ("没有官网", "无"),
        ("我们没做网站", "无"),
        ("暂无", "无"),
        ("还没弄网站", "无"),
        ("跳过", "无"),
        ("不填", "无"),
    ],
)
def test_websites(text: str, stored: str) -> None:
    assert value("website", text) == stored


@pytest.mark.parametrize("text", ["chenzy@example.com", "网站", "好的", "13800138000", "www"])
def test_websites_that_need_another_try(text: str) -> None:
    assert "例如" in reason("website", text)
