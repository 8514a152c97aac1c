"""The page: a session of its own, sanitised HTML, nothing of anybody else's."""

from __future__ import annotations

import re
import time
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from bot.bootstrap import Settings
from bot.core.reply import Reply
from bot.edge.app import create_app
from bot.edge.preview import Printed
from bot.edge.render import for_page, for_rest, to_html
from bot.edge.session import COOKIE
from bot.storage import PaperLinks, Storage
from tests.edge.conftest import QUICK, StubEngine


def say(client: TestClient, text: str, message_id: str = "1") -> dict[str, object]:
    answer: dict[str, object] = client.post("/chat/messages", json={"message_id": message_id, "text": text}).json()
    return answer


def test_the_page_brings_a_session_no_script_can_read(client: TestClient) -> None:
    response = client.get("/")
    assert response.status_code == 200
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "set-cookie" not in client.get("/").headers


def test_production_cookies_travel_encrypted_alone(production: TestClient) -> None:
    response = production.get("/")
    assert "secure" in response.headers["set-cookie"].lower()
    assert "max-age" in response.headers["strict-transport-security"]


def test_a_message_and_the_history_after_a_reload(client: TestClient) -> None:
    client.get("/")
    answer = say(client, "**你好**")
    assert answer["late"] == []
    assert answer["reply"]["html"] == "<p>听到：<strong>你好</strong></p>\n"  # type: ignore[index]
    [exchange] = client.get("/chat/history").json()["exchanges"]
    assert exchange["id"] == answer["id"]
    assert exchange["said"] == "**你好**"
    assert exchange["reply"] == answer["reply"]


def test_without_a_session_nothing_is_told(client: TestClient) -> None:
    assert client.get("/chat/history").status_code == 401
    assert client.post("/chat/messages", json={"message_id": "1", "text": "x"}).status_code == 401
    client.cookies.set(COOKIE, "forged")
    assert client.get("/chat/history").status_code == 401


def test_two_visitors_never_see_each_other(client: TestClient) -> None:
    client.get("/")
    say(client, "我的秘密")
    client.cookies.clear()
    client.get("/")
    assert client.get("/chat/history").json() == {"exchanges": [], "form": None, "whole": True}


def test_another_sites_page_cannot_use_the_session(client: TestClient) -> None:
    client.get("/")
    body = {"message_id": "1", "text": "x"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert client.post("/chat/messages", json=body, headers=headers).status_code == 403
    same = {"Origin": "http://localhost:5005"}
    assert client.post("/chat/messages", json=body, headers=same).status_code == 200


@pytest.mark.parametrize("path", ["/", "/chat/history", "/papers/x/y", "/page/page.js", "/nowhere"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "unsafe" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/").text
    assert not re.search(r"<style|style=|\son\w+=|https?://", page)
    assert re.findall(r"<script[^>]*>(.*?)</script>", page, re.S) == [""]
    size = sum(len(client.get(path).content) for path in ("/", "/page/page.css", "/page/page.js"))
    assert size < 60_000


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("![x](https://evil.example/x.png)", "!"),
        ("| 地方 | 学历 |\n|---|---|\n| 甘肃 | 本科 |", "<table>"),
        ("> 具有大学本科以上学历", "<blockquote>"),
        ("- 一\n- 二", "<ul>"),
        ("**不行。**甘肃要求**本科**，", "<strong>不行。</strong>甘肃要求<strong>本科</strong>，"),
        ("**<b>**", "<strong>&lt;b&gt;</strong>"),
        ("2 ** 3 ** 4，****，**没完", "2 ** 3 ** 4，****，**没完"),
        ('<img src=x onerror="x">', "&lt;img"),
    ],
)
def test_markdown_becomes_harmless_html(markdown: str, html: str) -> None:
    rendered = to_html(markdown)
    assert html in rendered
    assert not re.search(r"<(script|img|iframe|style)|href=\"javascript", rendered)


def paper(storage: Storage, owner: str, name: str = "登记表 陈.docx") -> str:
    with storage.write() as work:
        draft = work.drafts.create(owner)
        return work.documents.add(draft.id, 1, name, "application/x-test", b"content of the paper").id


def owner_of(storage: Storage, client: TestClient) -> str:
    client.get("/")
    with storage.read() as work:
        owner = work.sessions.conversation(client.cookies[COOKIE])
    assert owner is not None
    return owner


def test_a_paper_is_downloaded_by_its_owner(client: TestClient, storage: Storage) -> None:
    owner = owner_of(storage, client)
    url = PaperLinks(storage.keyring).sign(paper(storage, owner), owner, "登记表 陈.docx")
    response = client.get(url)
    assert response.content == b"content of the paper"
    assert response.headers["content-disposition"] == (
        f"attachment; filename=\"paper.docx\"; filename*=UTF-8''{quote('登记表 陈.docx')}"
    )
    assert response.headers["x-content-type-options"] == "nosniff"


def test_nobody_else_gets_the_paper(client: TestClient, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = owner_of(storage, client)
    links, document_id = PaperLinks(storage.keyring), paper(storage, "web:somebody")
    foreign, mine = links.sign(document_id, "web:somebody"), links.sign(document_id, owner)
    assert client.get(foreign).status_code == 404
    assert client.get(mine.replace("/papers/", "/papers/x")).status_code == 404
    assert client.get(links.sign("unknown", owner)).status_code == 404
    monkeypatch.setattr("bot.storage.links.LIFETIME_SECONDS", -1)
    assert client.get(mine).status_code == 404


def test_over_rest_the_signed_address_alone_suffices(client: TestClient, storage: Storage) -> None:
    assert client.get(PaperLinks(storage.keyring).sign(paper(storage, "rest:a"))).status_code == 200


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a"\r\nX: 1.docx', "x" * 300 + ".docx", "C:\\x.docx", "无扩展名"])
def test_a_wild_name_stays_one_header(client: TestClient, storage: Storage, name: str) -> None:
    response = client.get(PaperLinks(storage.keyring).sign(paper(storage, "rest:a", name)))
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith('attachment; filename="paper.')
    assert "x" not in response.headers


def test_a_stored_replys_papers_get_fresh_addresses_for_the_visitor(storage: Storage) -> None:
    links = PaperLinks(storage.keyring)
    documents = [{"name": "表.docx", "media_type": "x", "url": links.sign("d1", None, "表.docx")}]
    shown = for_page(Reply("好", custom={"documents": documents}), links, "web:me")
    token = shown["documents"][0]["url"].split("/")[2]
    assert links.open(token, "web:me") == "d1"
    assert shown["documents"][0]["url"].endswith(quote("表.docx"))


def read_picture(content: bytes) -> tuple[str, bytes]:
    if content == b"bad":
        raise ValueError("这不是照片，请发 JPG 或 PNG。")
    return "image/jpeg", b"cleaned " + content


def test_an_upload_is_cleaned_and_kept_on_the_open_draft(
    settings: Settings, storage: Storage, engine: StubEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.edge.uploads.reader_of", lambda kind: read_picture)
    with TestClient(create_app(settings, storage, engine, QUICK)) as client:
        owner = owner_of(storage, client)
        assert client.post("/uploads?kind=photo", content=b"picture").status_code == 409
        with storage.turn("m1", owner) as unit:
            draft = unit.drafts.create(owner, "2026-11")
            unit.conversation.draft_id = draft.id
            unit.commit(Reply("好"))
        assert client.post("/uploads?kind=photo", content=b"bad").status_code == 422
        assert client.post("/uploads?kind=photo", content=b"picture").json()["message"] == "照片收到了。"
    with storage.read() as work:
        kept = work.attachments.get(draft.id, "photo")
    assert kept is not None
    assert (kept.media_type, kept.content) == ("image/jpeg", b"cleaned picture")


def test_an_upload_over_the_limit_or_of_no_kind_is_refused(client: TestClient) -> None:
    assert client.post("/uploads?kind=photo", content=b"x").status_code == 401
    client.get("/")
    assert client.post("/uploads?kind=virus", content=b"x").status_code == 400
    assert client.post("/uploads?kind=photo", content=b"").status_code == 400
    assert client.post("/uploads?kind=photo", content=b"x" * (10 * 1024 * 1024 + 1)).status_code == 413


def test_ready_means_that_a_real_question_is_answered(client: TestClient, engine: StubEngine, storage: Storage) -> None:
    engine.mood = "down"
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    engine.mood = "well"
    assert client.get("/readyz").status_code == 200
    with storage.read() as work:
        assert work.inbox.waiting() == []


def test_a_flood_is_slowed_down_and_the_neighbours_are_not(client: TestClient) -> None:
    client.get("/")
    body = {"message_id": "1", "text": "x"}
    statuses = [client.post("/chat/messages", json=body).status_code for _ in range(61)]
    assert (statuses[59], statuses[60]) == (200, 429)
    client.cookies.clear()
    client.get("/")
    assert client.post("/chat/messages", json=body).status_code == 200


def test_an_edited_cell_travels_with_its_key(client: TestClient, engine: StubEngine, storage: Storage) -> None:
    """However often it is sent: the cell is kept with the message, and shown with it in the history."""
    owner = owner_of(storage, client)
    body = {"message_id": "1", "text": "本科", "field": "education"}
    assert client.post("/chat/messages", json=body).json() == client.post("/chat/messages", json=body).json()
    assert engine.order == ["本科"]
    assert [message.field for message in engine.taken] == ["education"]
    assert client.get("/chat/history").json()["exchanges"][0]["cell"] == "学历"
    with storage.read() as work:
        assert work.turns.history(owner)[0].field == "education"
    assert client.post("/chat/messages", json={**body, "field": "nonsense"}).status_code == 400


def test_the_cell_outlasts_a_restart_with_its_message(settings: Settings, storage: Storage, engine: StubEngine) -> None:
    engine.mood = "down"
    with TestClient(create_app(settings, storage, engine, QUICK), base_url="http://localhost:5005") as client:
        client.get("/")
        client.post("/chat/messages", json={"message_id": "1", "text": "本科", "field": "education"})
    engine.mood = "well"
    with TestClient(create_app(settings, storage, engine, QUICK), base_url="http://localhost:5005"):
        for _ in range(100):
            if engine.taken:
                break
            time.sleep(0.02)
    assert engine.taken[0].field == "education"


def test_the_history_after_a_message_and_when_that_message_is_gone(client: TestClient) -> None:
    client.get("/")
    ids = [say(client, str(number), str(number))["id"] for number in range(3)]
    news = client.get(f"/chat/history?after={ids[1]}").json()
    assert [one["id"] for one in news["exchanges"]] == ids[2:]
    assert news["whole"] is False
    assert client.get("/chat/history?after=deleted").json()["whole"] is True


def test_the_form_beside_the_chat_has_every_cell_and_no_value(client: TestClient) -> None:
    html = client.get("/chat/form").text
    assert len(re.findall(r'data-key="', html)) == 38
    assert 'data-key="id_number" data-label="身份证号"' in html
    assert 'data-options="国有企业|集体企业|' in html
    assert "<script" not in html


def test_a_thumb_counts_for_the_visitors_own_answers_alone(client: TestClient, storage: Storage) -> None:
    owner = owner_of(storage, client)
    with storage.turn("q1", owner) as unit:
        unit.log_question("要什么学历", "answer")
        unit.commit(Reply("本科"))
    assert client.post("/chat/feedback", json={"id": "q1", "verdict": "down"}).json() == {"taken": True}
    with storage.read() as work:
        assert work.questions.recent()[0].feedback == "down"
    client.cookies.clear()
    client.get("/")
    assert client.post("/chat/feedback", json={"id": "q1", "verdict": "up"}).json() == {"taken": False}
    assert client.post("/chat/feedback", json={"id": "q1", "verdict": "x"}).status_code == 400


def test_a_link_for_another_browser_opens_this_conversation_once(client: TestClient, storage: Storage) -> None:
    owner = owner_of(storage, client)
    token = client.post("/chat/link", json={}).json()["path"].rpartition("/")[2]
    with storage.write() as work:
        taken = work.handoffs.take(token)
        assert taken is not None
        assert taken.conversation_id == owner
        assert work.handoffs.take(token) is None


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_a_papers_pdf_and_pictures_are_its_owners_alone(
    client: TestClient, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def printed(content: bytes) -> Printed:
        made.append(content)
        return Printed(b"%PDF-", (b"page 1", b"page 2"))

    monkeypatch.setattr("bot.edge.preview._printed", printed)
    monkeypatch.setattr("bot.edge.preview.available", lambda: True)
    owner, links = owner_of(storage, client), PaperLinks(storage.keyring)
    with storage.write() as work:
        draft = work.drafts.create(owner)
        document_id = work.documents.add(draft.id, 1, "表 陈.docx", DOCX, b"docx").id
    listed = [{"name": "表 陈.docx", "media_type": DOCX, "url": links.sign(document_id, None, "表 陈.docx")}]
    shown = for_page(Reply("好", custom={"documents": listed}), links, owner)["documents"][0]
    pages = client.get(shown["pictures"]).json()["pages"]
    assert [client.get(page).content for page in pages] == [b"page 1", b"page 2"]
    assert client.get(pages[0] + "9").status_code == 404
    pdf = client.get(shown["pdf"])
    assert pdf.content == b"%PDF-"
    assert pdf.headers["content-disposition"].endswith(quote("表 陈.pdf"))
    assert made == [b"docx"], "made once"
    with storage.write() as work:
        work.drafts.delete(draft.id)
    assert client.get(pages[0]).status_code == 404, "deleted with the paper"
    client.cookies.clear()
    client.get("/")
    assert client.get(shown["pdf"]).status_code == 404


def test_a_program_is_offered_the_pdf_after_the_papers_and_it_is_made_when_opened(
    client: TestClient, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []
    monkeypatch.setattr("bot.edge.preview._printed", lambda content: made.append(content) or Printed(b"%PDF-", ()))
    monkeypatch.setattr("bot.edge.preview.available", lambda: True)
    with storage.write() as work:
        draft = work.drafts.create("rest:a")
        form = work.documents.add(draft.id, 1, "登记表.docx", DOCX, b"docx")
        sheet = work.documents.add(draft.id, 1, "信息表.xlsx", "application/x-xlsx", b"xlsx")
    links = PaperLinks(storage.keyring)
    listed = [
        {"name": one.name, "media_type": one.media_type, "url": links.sign(one.id, None, one.name)}
        for one in (form, sheet)
    ]
    shown = for_rest(Reply("好", custom={"documents": listed}), "a", links)["custom"]["documents"]
    assert [one["name"] for one in shown] == ["登记表.docx", "信息表.xlsx", "登记表.pdf"]
    assert made == [], "the turn did not wait for it"
    client.cookies.clear()
    assert client.get(shown[2]["url"]).content == b"%PDF-"
    monkeypatch.setattr("bot.edge.preview.available", lambda: False)
    assert len(for_rest(Reply("好", custom={"documents": listed}), "a", links)["custom"]["documents"]) == 2


def test_without_libreoffice_no_preview_is_offered(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.edge.preview.available", lambda: False)
    listed = [{"name": "表.docx", "media_type": DOCX, "url": "/papers/x/y"}]
    shown = for_page(Reply("好", custom={"documents": listed}), PaperLinks(storage.keyring), "web:me")
    assert shown["documents"] == listed


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "> 依据 甘质发组〔2021〕1号 二（二）：“具有大学本科以上学历”",
            '<blockquote class="clause">\n<p>“具有大学本科以上学历”</p>\n<p class="source">依据 甘质发组〔2021〕1号 二（二）</p>',
        ),
        ("> 依据 某文件：“一”\n下一步：二", "</blockquote>\n<p>下一步：二</p>"),
        ("- ✓ 学历 符合\n- ✗ 年限 不符合", '<li class="mark met"><b>✓</b>学历 符合</li>'),
        ("\n".join(f"- {number}" for number in range(20)), "<summary>看全部（共 20 项）</summary>"),
        ("| 地方 | 学历 |\n|---|---|\n| 甘肃 | 本科 |", 'tabindex="0"><table>'),
    ],
)
def test_clauses_marks_tables_and_long_lists_are_arranged(text: str, html: str) -> None:
    assert html in to_html(text)
