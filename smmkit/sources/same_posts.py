"""One post told by two exports under two ids: its own, and one taken from its address."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.sources.cellbytes import arrow, cell_bytes

_CODE = r"/(?:p|reel|reels|tv|posts|videos|status)/([\w-]+)"


def told_by_address(posts: pd.DataFrame) -> pd.Series:
    """Tell which posts are named by their address while another row tells the same address under the post's own id.

    Tools for all networks, and files in which a spreadsheet rounded the ids, leave only the address.

    Parameters
    ----------
    posts
        Canonical table.

    Returns
    -------
    Series of bool
        True for the rows to leave out.

    """
    nobody = pd.Series(False, index=posts.index)
    if not (cell_bytes(arrow(posts["post_id"])).content - np.uint8(ord("0")) > 9).any():  # every id is a number
        return nobody
    suspects = posts[posts["url"].notna() & ~posts["post_id"].str.isdigit().fillna(True).astype(bool)]
    code = suspects["url"].str.extract(_CODE)[0]
    borrowed = nobody.copy()
    borrowed[suspects.index] = (suspects["post_id"] == suspects["url"]) | (suspects["post_id"] == code)
    if not borrowed.any() or borrowed.all():
        return nobody
    place = _place(posts["url"])
    keys = [posts["platform"], posts["grain"], posts["day"].astype("str"), place]
    own = (~borrowed & place.notna()).groupby(keys, dropna=False).transform("any")
    return borrowed & own


def _place(urls: pd.Series) -> pd.Series:
    """Return addresses without what may differ for the same post: scheme, host's prefix, query, kind of link."""
    plain = urls.str.replace(r"^https?://(?:www\.|m\.)?|[?#].*$|/+$", "", regex=True)
    return plain.str.replace(r"^instagram\.com/(?:[\w.]+/)?(?:p|reel|reels|tv)/", "instagram.com/p/", regex=True)
