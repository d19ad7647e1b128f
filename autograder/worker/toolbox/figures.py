"""Figures as data."""

from __future__ import annotations

from typing import Any

import numpy as np


class Figures:
    """What matplotlib drew."""

    def describe_figure(self, figure: Any) -> dict[str, Any]:
        """What a matplotlib Figure shows, as data."""
        return {"axes": [_describe_axes(axes) for axes in figure.axes]}


def _describe_axes(axes: Any) -> dict[str, Any]:
    from matplotlib.collections import LineCollection
    from matplotlib.container import BarContainer, ErrorbarContainer
    from matplotlib.patches import Patch

    def numbers(values: Any) -> list[float]:
        return [float(value) for value in values]

    legend = axes.get_legend()
    return {
        "title": axes.get_title(),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "xscale": axes.get_xscale(),
        "lines": [
            {"x": numbers(line.get_xdata()), "y": numbers(line.get_ydata()), "label": str(line.get_label())}
            for line in axes.get_lines()
        ],
        "bars": [
            {
                "x": float(bar.get_x()),
                "y": float(bar.get_y()),
                "height": float(bar.get_height()),
                "width": float(bar.get_width()),
                "color": numbers(bar.get_facecolor()),
            }
            for container in axes.containers
            if isinstance(container, BarContainer)
            for bar in container
        ],
        "points": [
            [numbers(point) for point in collection.get_offsets()]
            for collection in axes.collections
            if hasattr(collection, "get_offsets") and len(collection.get_offsets())
        ],
        "intervals": [
            sorted(numbers(segment[:, 0] if segment[0, 1] == segment[1, 1] else segment[:, 1]))
            for collection in axes.collections
            if isinstance(collection, LineCollection)
            for segment in collection.get_segments()
            if len(segment) == 2
        ],
        "errorbars": sum(isinstance(container, ErrorbarContainer) for container in axes.containers)
        + sum(getattr(container, "errorbar", None) is not None for container in axes.containers),
        "xticklabels": [label.get_text() for label in axes.get_xticklabels()],
        "yticklabels": [label.get_text() for label in axes.get_yticklabels()],
        "xticks": numbers(axes.get_xticks()),
        "yticks": numbers(axes.get_yticks()),
        "ylim": numbers(axes.get_ylim()),
        "images": [
            {"values": np.asarray(image.get_array(), float).tolist(), "range": numbers(image.get_clim())}
            for image in axes.get_images()
        ],
        "texts": [
            {"x": float(text.get_position()[0]), "y": float(text.get_position()[1]), "text": text.get_text()}
            for text in axes.texts
        ],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
        "legend_colors": [
            numbers(handle.get_facecolor()) if isinstance(handle, Patch) else []
            for handle in (legend.legend_handles if legend else [])
        ],
    }
