"""Pictures of figures: bars, lines, treemaps. Every mark carries the `id` of its figure, so that choosing it can open its source.

Nothing is fetched: Streamlit serves the drawing library itself. A blank is a gap and is named beneath the picture; it is never drawn as zero.
"""

from ui.charts.answers import chart_of
from ui.charts.bars import bars
from ui.charts.look import Mark, Picture
from ui.charts.treemap import treemap
from ui.charts.trend import trend

__all__ = ["Mark", "Picture", "bars", "chart_of", "treemap", "trend"]
