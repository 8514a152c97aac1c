"""The two small pages before a conversation goes on in this browser."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

WRONG = "材料编号或后四位对不上，请核对后再试。连错五次，这个编号一小时内打不开。"
TOO_OFTEN = "这个编号错了太多次，请一小时后再试。"

_SHELL = """<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title} · 首席质量官助手</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/page/plain.css">
</head>
<body>
  <main>
    <h1>{title}</h1>
    {content}
  </main>
</body>
</html>
"""
_LINK = """{warning}<p>您在聊天里开的登记表，在这个浏览器里接着填。链接只能打开一次；请不要转发给别人。</p>
    <form method="post"><button type="submit">打开我的登记表</button></form>"""
_UNFINISHED = (
    "<p>这个浏览器里还有一份没填完的表，打开后会换成聊天里的那一份。想留着它，先回去说“暂停”，记下材料编号。</p>"
)
_NUMBER = """{problem}<p>输入材料编号，和表里身份证号或手机号的后四位。</p>
    <form method="post" action="/resume">
      <label for="number">材料编号</label>
      <input id="number" name="number" value="{number}" placeholder="CQO-ABCD2345" autocomplete="off" required>
      <label for="last">身份证号或手机号后四位</label>
      <input id="last" name="last" maxlength="8" autocomplete="off" required>
      <button type="submit">接着填</button>
    </form>"""
_OVER = """<p>这个链接已经用过，或者过了 30 分钟。回到聊天里说“继续填表”，我再给您一个。</p>"""


def link(unfinished: bool) -> HTMLResponse:
    return _page("接着填登记表", _LINK.format(warning=_UNFINISHED if unfinished else ""))


def link_over() -> HTMLResponse:
    return _page("链接打不开了", _OVER, 410)


def number(given: str, problem: str = "", status: int = 200) -> HTMLResponse:
    said = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    return _page("接着填登记表", _NUMBER.format(problem=said, number=escape(given, quote=True)), status)


def _page(title: str, content: str, status: int = 200) -> HTMLResponse:
    # With `no-referrer` a browser sends its form with `Origin: null`, which is refused as another site's.
    headers = {"referrer-policy": "same-origin"}
    return HTMLResponse(_SHELL.format(title=title, content=content), status, headers=headers)
