"""The applicant's photo as the form's cell takes it: 一寸, 25 × 35 mm at print quality, with nothing but the picture in it."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000  # read from the header, before a pixel is decoded
WIDTH, HEIGHT, DOTS_PER_INCH = 295, 413, 300  # 25 × 35 mm
LEAST_WIDTH, LEAST_HEIGHT = 200, 280  # below that the printed face is coarse
FORMATS = ("JPEG", "PNG")  # opened as nothing else, whatever the name says


class PhotoRejected(ValueError):
    """One Chinese sentence: what is wrong with the picture and what is expected."""


def fit_photo(image: bytes) -> bytes:
    """JPEG of 295 × 413 pixels at 300 dpi, cropped at the centre top, upright, without EXIF or any other metadata."""
    picture = open_picture(image)
    upright = ImageOps.exif_transpose(picture)
    cropped = upright.crop(_centre_top(upright.width, upright.height))
    if cropped.width < LEAST_WIDTH or cropped.height < LEAST_HEIGHT:
        raise PhotoRejected(
            f"照片太小（{upright.width}×{upright.height} 像素），打印会模糊，"
            f"请发至少 {WIDTH}×{HEIGHT} 像素的近期免冠证件照。"
        )
    resized = on_white(cropped).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    resized.save(out, "JPEG", quality=92, dpi=(DOTS_PER_INCH, DOTS_PER_INCH), optimize=True)
    return out.getvalue()


def read_upload(content: bytes) -> tuple[str, bytes]:
    """(media type, bytes to keep) of an uploaded photo; raises PhotoRejected."""
    return "image/jpeg", fit_photo(content)


def open_picture(image: bytes) -> Image.Image:
    """A decoded JPEG or PNG of bearable size; what it claims to be by name does not count."""
    if len(image) > MAX_BYTES:
        raise PhotoRejected("图片超过 10 MB，请压缩后再发，手机拍的 JPG 一般 2–5 MB。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit follows
            picture = Image.open(io.BytesIO(image), formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                raise PhotoRejected("图片像素太大，请发 5000 万像素以内的照片，例如手机直接拍的 JPG。")
            picture.load()
    except PhotoRejected:
        raise
    except Image.DecompressionBombError as error:
        raise PhotoRejected("图片像素太大，请发 5000 万像素以内的照片，例如手机直接拍的 JPG。") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow raises on foreign or broken content
        raise PhotoRejected("这个文件不是能打开的图片，请发 JPG 或 PNG 格式的照片，例如 photo.jpg。") from error
    return picture


def on_white(picture: Image.Image) -> Image.Image:
    """RGB; what was transparent becomes white, as on paper."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return picture.convert("RGB")


def _centre_top(width: int, height: int) -> tuple[int, int, int, int]:
    """The largest box of 25:35: the middle of a wide picture, the top of a tall one, where the head is."""
    if width * HEIGHT > height * WIDTH:
        kept = round(height * WIDTH / HEIGHT)
        left = (width - kept) // 2
        return left, 0, left + kept, height
    return 0, 0, width, round(width * HEIGHT / WIDTH)
