"""A picture of a page → its characters and rulings, as the PDF reader takes them. Needs the `ocr` extra; the only module that knows rapidocr and OpenCV.

The picture is set upright first. Rulings come from its long straight runs of ink; what the detector takes for one text is cut at them, so that
no text reaches over two cells; each piece is then read by itself.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from assistant.domain.place import Box

DPI = 200
FINE_DPI = 300
"""Resolution for pages in small print."""
_SMALL = 6.5
"""Points; print whose height is less at the median is small."""
_DETECT = 1600
"""Pixels of the longer side of the picture in which texts are looked for: more costs memory and finds no more."""
_SURE = 0.5
"""A text that is read with less confidence is no text."""
MISSING = (
    "a scan without a text layer: install the extra `ocr`, which reads pictures (pip install 'budget-assistant[ocr]'), "
    "and ingest the file again, or look for a version with text"
)
NOTHING = "a picture in which the extra `ocr` finds no text"
_Ruling = tuple[float, float, float]
"""Where a ruling is, from, to: pixels."""
Image = Any  # numpy arrays; numpy's types are loaded only where pictures are read


def available() -> bool:
    """Whether the `ocr` extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen on a picture: characters and edges as pdfplumber gives them, in points of the page set upright, and the way back.

    `confidence` is the mean over the texts, `doubtful` the texts read with the least.
    """

    chars: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    back: tuple[float, ...]
    confidence: float
    doubtful: tuple[str, ...] = ()

    def on_page(self, box: Box) -> Box:
        """A box of the upright page where it is on the page as shown."""
        a, b, c, d, e, f = self.back
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        xs = [a * x + b * y + c for x, y in corners]
        ys = [d * x + e * y + f for x, y in corners]
        middle = (sum(xs) / 4, sum(ys) / 4)
        turned = abs(b) > abs(a)
        width, height = (box.bottom - box.top, box.x1 - box.x0) if turned else (box.x1 - box.x0, box.bottom - box.top)
        return Box(middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2)


class Scanner:
    """Reads pictures; keeps its models.

    Args:
        threads: How many threads it may use.
    """

    def __init__(self, threads: int = 1) -> None:
        from rapidocr import RapidOCR

        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.text_score": 0.0,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            }
        )

    def see(self, render: Any) -> Seen:
        """What is on a page.

        Args:
            render: Gives the page's picture (grey, as a numpy array) at a resolution in dots per inch.
        """
        grey = render(DPI)
        upright = self._upright(grey, DPI)
        heights = sorted(box[3] - box[1] for box in upright.boxes)
        if heights and heights[len(heights) // 2] * 72 / DPI < _SMALL:
            upright = self._upright(render(FINE_DPI), FINE_DPI)
        return self._read(upright)

    # --- setting upright ---------------------------------------------------------------------------------------------

    def _upright(self, grey: Image, dpi: int) -> "_Upright":
        """The picture with its lines level, and the texts found in it."""
        found = _Upright.of(grey, 0, dpi)
        found.boxes = self._detect(found)
        tall = [b for b in found.boxes if b[3] - b[1] > 1.5 * (b[2] - b[0])]
        turns = (90, 270) if len(tall) * 2 > len(found.boxes) > 2 else ()
        if not turns and (len(found.boxes) < 3 or self._sample(found) > 0.75):
            return found
        best, best_sure = found, 0.0 if turns else self._sample(found)
        for turn in turns or (180,):
            other = _Upright.of(grey, turn, dpi)
            other.boxes = self._detect(other)
            sure = self._sample(other)
            if sure > best_sure:
                best, best_sure = other, sure
        return best

    def _sample(self, found: "_Upright") -> float:
        """The mean confidence with which the widest texts are read."""
        widest = sorted(found.boxes, key=lambda b: b[0] - b[2])[:5]
        read = [self._text(found.clean[b[1] : b[3], b[0] : b[2]])[1] for b in widest]
        return sum(read) / len(read) if read else 0.0

    def _detect(self, found: "_Upright") -> list[tuple[int, int, int, int]]:
        import cv2

        height, width = found.clean.shape
        scale = min(1.0, _DETECT / max(height, width))
        small = cv2.resize(found.clean, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        output = self._engine(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
        boxes = output.boxes if output is not None and output.boxes is not None else ()
        result = []
        for corners in boxes:
            xs, ys = [float(p[0]) / scale for p in corners], [float(p[1]) / scale for p in corners]
            box = max(int(min(xs)), 0), max(int(min(ys)), 0), min(int(max(xs)) + 1, width), min(int(max(ys)) + 1, height)
            if box[2] - box[0] > 3 and box[3] - box[1] > 3:
                result.append(box)
        return result

    # --- reading -----------------------------------------------------------------------------------------------------

    def _read(self, upright: "_Upright") -> Seen:
        scale = 72 / upright.dpi
        pieces = []
        for box in upright.boxes:
            for piece in upright.pieces(box):
                text, sure = self._text(upright.crop(piece))
                text = _marks(_number(text.strip()))
                if text == "1" and upright.is_slash(piece):
                    text = "/"
                if text and sure >= _SURE:
                    pieces.append((piece, text, sure))
        sizes = sorted(piece[3] - piece[1] for piece, _, _ in pieces)
        usual = sizes[len(sizes) // 2] if sizes else 0
        chars: list[dict[str, Any]] = []
        for piece, text, _ in pieces:
            height = piece[3] - piece[1]
            size = usual if abs(height - usual) <= 0.35 * usual else height
            chars += _spread(piece, text, scale, size * scale)
        doubtful = sorted((sure, text) for _, text, sure in pieces if sure < 0.8)
        confidence = sum(sure for _, _, sure in pieces) / len(pieces) if pieces else 0.0
        return Seen(chars, upright.edges(), upright.back(), confidence, tuple(text for _, text in doubtful[:5]))

    def _text(self, crop: Image) -> tuple[str, float]:
        import cv2

        if crop.size == 0:
            return "", 0.0
        output = self._engine(cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR), use_det=False, use_cls=False, use_rec=True)
        if output is None or not output.txts:
            return "", 0.0
        return str(output.txts[0]), float(output.scores[0])


class _Upright:
    """A picture set upright: `grey` as it is, `ink` its dark pixels, `clean` without its rulings."""

    def __init__(self, grey: Image, matrix: Image, dpi: int) -> None:
        import cv2
        import numpy

        self.grey, self.dpi, self._matrix = grey, dpi, matrix
        level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
        self.level = int(min(max(level, 128), 210))
        self.ink = (grey < self.level).astype(numpy.uint8) * 255
        across, everywhere = self._rulings(self._runs(dpi * 60 // 100, 1), True)
        down, upward = self._rulings(self._runs(1, dpi * 20 // 100), False)
        met = [n for n, line in enumerate(down) if any(_meet(line, other) for other in across)]
        self._across, self._down = across, [down[n] for n in met]  # strokes of large letters meet no ruling
        mask = cv2.dilate(everywhere(range(len(across))), numpy.ones((3, 1), numpy.uint8))
        mask |= cv2.dilate(upward(met), numpy.ones((1, 3), numpy.uint8))
        self.clean = grey.copy()
        self.clean[mask > 0] = 255
        self.boxes: list[tuple[int, int, int, int]] = []

    @classmethod
    def of(cls, grey: Image, turn: int, dpi: int) -> "_Upright":
        """A picture turned by quarter turns (clockwise degrees) and by its own slant."""
        import cv2
        import numpy

        height, width = grey.shape
        turned = {0: None, 90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}[turn]
        quarter = {
            0: [[1, 0, 0], [0, 1, 0]], 90: [[0, -1, height], [1, 0, 0]], 180: [[-1, 0, width], [0, -1, height]], 270: [[0, 1, 0], [-1, 0, width]],
        }[turn]  # fmt: skip
        whole = numpy.vstack([numpy.array(quarter, float), [0, 0, 1]])
        picture = grey if turned is None else cv2.rotate(grey, turned)
        slant = _slant(picture)
        if abs(slant) >= 0.05:
            rows, columns = picture.shape
            level = cv2.getRotationMatrix2D((columns / 2, rows / 2), slant, 1.0)
            picture = cv2.warpAffine(picture, level, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=255)
            whole = numpy.vstack([level, [0, 0, 1]]) @ whole
        return cls(picture, whole, dpi)

    def _runs(self, width: int, height: int) -> Image:
        """The ink in straight runs of at least so many pixels, small gaps and steps bridged."""
        import cv2
        import numpy

        thick = cv2.dilate(self.ink, numpy.ones((3, 1) if width > height else (1, 3), numpy.uint8))
        runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, numpy.ones((height, width), numpy.uint8))
        return cv2.bitwise_and(runs, self.ink)

    def _rulings(self, runs: Image, across: bool) -> tuple[list[_Ruling], Callable[[Iterable[int]], Image]]:
        """The rulings of one direction, and what gives the pixels of some of them."""
        import cv2
        import numpy

        joined = cv2.dilate(runs, numpy.ones((3, 9) if across else (9, 3), numpy.uint8))
        count, labels, stats, middles = cv2.connectedComponentsWithStats(joined)
        result: list[_Ruling] = []
        numbers: list[int] = []
        for n in range(1, count):
            left, top, width, height, _ = (int(v) for v in stats[n])
            long, thick = (width, height) if across else (height, width)
            if thick > max(12, self.dpi // 14) or long < 6 * thick:
                continue  # a bar or a letter, no ruling
            at = float(middles[n][1] if across else middles[n][0])
            start = (left if across else top) + 4
            result.append((at, float(start), float(start + long - 8)))
            numbers.append(n)

        def pixels(chosen: Iterable[int]) -> Image:
            wanted = numpy.zeros(count, numpy.uint8)
            wanted[[numbers[n] for n in chosen]] = 255
            return numpy.minimum(wanted[labels], runs)

        return result, pixels

    def pieces(self, box: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
        """A text's box cut at the rulings that go through it, each piece drawn in to its ink."""
        import cv2

        x0, top, x1, bottom = box
        middle, reach = (top + bottom) / 2, int((bottom - top) * 0.6)
        level = [b for b in self.boxes if b is not box and b[1] < middle < b[3]]
        x0 = max([x0 - reach, 0, *(b[2] for b in level if b[2] <= x0 + reach and b[0] < x0)])
        x1 = min([x1 + reach, self.clean.shape[1], *(b[0] for b in level if b[0] >= x1 - reach and b[2] > x1)])
        cuts = sorted(int(at) for at, start, end in self._down if x0 + 2 < at < x1 - 2 and start <= middle <= end)
        result = []
        for left, right in zip([x0, *cuts], [*cuts, x1], strict=True):
            ink = (self.clean[top:bottom, left:right] < self.level).astype("uint8")
            first, last = _own_rows(ink.any(axis=1))
            ink[:first], ink[last:] = 0, 0
            if int(ink.sum()) < 12:
                continue
            x, y, width, height = cv2.boundingRect(ink)
            if height >= 4:
                result.append((left + x, top + y, left + x + width, top + y + height))
        return result

    def crop(self, piece: tuple[int, int, int, int]) -> Image:
        """A piece with some white around it."""
        import cv2

        x0, top, x1, bottom = piece
        edge = max((bottom - top) // 5, 3)
        return cv2.copyMakeBorder(self.clean[top:bottom, x0:x1], edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=255)

    def is_slash(self, piece: tuple[int, int, int, int]) -> bool:
        """Whether the ink of a piece leans like a slash, from the lower left to the upper right."""
        import numpy

        x0, top, x1, bottom = piece
        ys, xs = numpy.nonzero(self.clean[top:bottom, x0:x1] < self.level)
        if len(xs) < 8 or xs.std() < 0.5:
            return False
        return float(numpy.corrcoef(xs, ys)[0, 1]) < -0.85

    def edges(self) -> list[dict[str, Any]]:
        """The rulings as pdfplumber's edges, in points."""
        scale = 72 / self.dpi
        result = []
        for at, start, end in self._across:
            result.append(_edge("h", start * scale, at * scale, end * scale, at * scale))
        for at, start, end in self._down:
            result.append(_edge("v", at * scale, start * scale, at * scale, end * scale))
        return result

    def back(self) -> tuple[float, ...]:
        """The way from the upright page to the page as shown, in points: x' = ax + by + c, y' = dx + ey + f."""
        import numpy

        inverse = numpy.linalg.inv(self._matrix)
        scale = 72 / self.dpi
        return tuple(float(v) for row in inverse[:2] for v in (row[0], row[1], row[2] * scale))


def _own_rows(inked: Image) -> tuple[int, int]:
    """The rows of a text's box that are its own: without what hangs in from the lines above and below it, which touches the box's edge."""
    count = len(inked)
    bands: list[tuple[int, int]] = []
    start = None
    for row in range(count + 1):
        if row < count and inked[row]:
            start = row if start is None else start
        elif start is not None:
            bands.append((start, row))
            start = None
    own = [b for b in bands if b[0] <= count // 2 < b[1] or not (b[0] == 0 or b[1] == count) or b[1] - b[0] > count // 2]
    return (own[0][0], own[-1][1]) if own else (0, count)


def _meet(down: _Ruling, across: _Ruling) -> bool:
    """Whether two rulings of the two directions touch or cross."""
    return across[1] - 8 <= down[0] <= across[2] + 8 and down[1] - 8 <= across[0] <= down[2] + 8


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line", "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _slant(grey: Image) -> float:
    """By how many degrees (counter-clockwise) the picture has to be turned for its lines to be level: where the ink falls into the sharpest rows."""
    import cv2
    import numpy

    scale = 800 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255 - small
    rows, columns = ink.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1.0)
        sums = cv2.warpAffine(ink, turn, (columns, rows), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=numpy.float64)
        return float(((sums[1:] - sums[:-1]) ** 2).sum())

    best = 0.0
    for reach, step in ((3.0, 0.5), (0.5, 0.1), (0.1, 0.03)):
        angles = [best + n * step for n in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: (sharpness(angle), -abs(angle)))
    return best


_TO_DIGITS = str.maketrans("，。．、;OoIl|", ",..,,00111")


def _number(text: str) -> str:
    """A text that is a number but for its marks, as one: full-width and mistaken marks put right, spaces left out. The last mark is the decimal
    point where one or two, four or more digits are behind it; before it are separators of thousands.
    """
    plain = text.translate(_TO_DIGITS).replace(" ", "")
    digits = sum(c.isdigit() for c in text)
    if digits * 2 < len(plain) or not digits or not re.fullmatch(r"[-−]?[\d.,]+%?", plain):
        return text
    found = re.fullmatch(r"([-−]?)(\d{1,3}(?:[.,]\d{3})+)[.,](\d{1,2}|\d{4,6})(%?)", plain)
    return f"{found[1]}{found[2].replace('.', ',')}.{found[3]}{found[4]}" if found else plain


def _marks(text: str) -> str:
    """Brackets, commas and colons beside Chinese as Chinese ones: in print that small the two look alike."""
    if not re.search(r"[一-鿿]", text):
        return text
    return re.sub(r"(?<!\d),(?!\d)", "，", text.translate(str.maketrans("():;", "（）：；")))


def _spread(piece: tuple[int, int, int, int], text: str, scale: float, size: float) -> list[dict[str, Any]]:
    """A text's characters over its box, Chinese ones twice as wide as others."""
    x0, top, x1, bottom = (v * scale for v in piece)
    widths = [0.55 if c.isascii() else 1.0 for c in text]
    unit = (x1 - x0) / sum(widths)
    chars = []
    at = x0
    for character, width in zip(text, widths, strict=True):
        if character.strip():
            chars.append(
                {"text": character, "x0": at, "x1": at + width * unit, "top": top, "bottom": bottom, "size": size, "fontname": ""}
            )  # fmt: skip
        at += width * unit
    return chars
