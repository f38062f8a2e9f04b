"""Listening exports: Meltwater (UTF-16, tabs), Sprout Social messages, Brandwatch; authors are hashed or dropped.

Brandwatch's columns were read in public code that takes its files apart, and that it tells times in UTC unless asked.
"""

from __future__ import annotations

from functools import reduce
from hashlib import blake2b

import pandas as pd

from smmkit.sources.kind import ExportKind, Reading, Zone
from smmkit.sources.layout import single
from smmkit.sources.privacy import hash_people
from smmkit.sources.steps import masked
from smmkit.text import N_, Message

_SENTIMENT = {
    "positive": "positive",
    "negative": "negative",
    "neutral": "neutral",
    "not rated": "unknown",
    "unknown": "unknown",
    "unclassified": "unknown",
    "positivo": "positive",
    "negativo": "negative",
    "neutro": "neutral",
}


def first_text(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the snippet where the whole text may not be exported."""
    if "text" not in frame or "_snippet" not in frame:
        return frame.rename(columns={"_snippet": "text"})
    return frame.assign(text=frame["text"].fillna(frame["_snippet"]))


def whole_text(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Join headline and sentence; where they say the same, once."""
    parts = [frame[column].fillna("") for column in ("_headline", "text") if column in frame]
    if len(parts) < 2:
        return frame
    headline, sentence = parts
    same = (headline == "") | (headline == sentence)
    joined = sentence.where(same, (headline + " — " + sentence).str.removesuffix(" — "))
    return frame.assign(text=joined.where(joined != "").astype("str"))


def identified(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Give each mention an id from its address, moment and text, and its author a hash."""
    columns = [frame[column].astype("str").fillna("") for column in ("_url", "at", "text") if column in frame]
    keys = reduce(lambda left, right: left + "\n" + right, columns)
    ids = keys.map({key: blake2b(key.encode(), digest_size=8).hexdigest() for key in keys.unique()})
    frame = frame.assign(mention_id=ids.astype("str"))
    if "_author" in frame:
        frame["author_hash"] = hash_people(frame["_author"], reading.client)
        reading.warn(Message(N_("Names of authors were replaced by hashes; profiles and biographies were left out.")))
    again = frame.duplicated(["source", "mention_id"]) if "source" in frame else frame.duplicated("mention_id")
    return reading.drop(frame, again, Message(N_("The same mention a second time.")))


KINDS = (
    ExportKind(
        name="meltwater-mentions",
        label=N_("Mentions (Meltwater)"),
        table="mentions",
        headers={
            "at": ("Date",),
            "_headline": ("Headline", "Title"),
            "_url": ("URL",),
            "text": ("Hit Sentence",),
            "source": ("Source", "Source Name"),
            "_author": ("Influencer", "Author Name"),
            "country": ("Country",),
            "language": ("Language",),
            "reach": ("Reach",),
            "sentiment": ("Sentiment",),
            "brand": ("Input Name",),
            "topic": ("Document Tags", "Custom Categories"),
        },
        required=("at", "_url", "text", "source", "sentiment"),
        layout=single,
        times={"at": ("%d-%b-%Y %I:%M%p", "%d-%b-%Y %I:%M %p", "iso")},
        zone=Zone(
            "client", N_("Meltwater writes times in the zone of the account's settings, taken to be the client's.")
        ),
        values={"sentiment": _SENTIMENT},
        known=(
            "Opening Text",
            "Subregion",
            "State",
            "City",
            "Desktop Reach",
            "Mobile Reach",
            "Twitter Social Echo",
            "Facebook Social Echo",
            "Reddit Social Echo",
            "Social Echo Total",
            "Editorial Echo",
            "Earned Traffic",
            "National Viewership",
            "Engagement",
            "AVE",
            "Key Phrases",
            "Keywords",
            "Twitter Authority",
            "Tweet Id",
            "Twitter Client",
            "Twitter Followers",
            "Twitter Following",
            "Alternate Date Format",
            "Time",
            "Hashtags",
            "Views",
            "Estimated Views",
            "Likes",
            "Replies",
            "Retweets",
            "Comments",
            "Shares",
            "Reactions",
            "Threads",
            "Is Verified",
            "Document ID",
        ),
        private=("Twitter Id", "Twitter Screen Name", "User Profile Url", "Twitter Bio", "Author Handle"),
        steps=(whole_text, identified, masked("text", handles=True)),
    ),
    ExportKind(
        name="sprout-messages",
        label=N_("Mentions (Sprout Social listening)"),
        table="mentions",
        headers={
            "at": ("Date",),
            "source": ("Network",),
            "text": ("Message",),
            "_url": ("Message URL", "Message Link"),
            "_author": ("Profile Name", "From", "Author"),
            "language": ("Language",),
            "country": ("Country",),
            "sentiment": ("Sentiment",),
            "topic": ("Topic", "Theme", "Themes"),
        },
        required=("at", "source", "text", "_url"),
        layout=single,
        times={"at": ("%m/%d/%Y %I:%M %p", "%m/%d/%Y %I:%M:%S %p")},
        zone=Zone(
            "client", N_("Sprout Social writes times in the zone of the group's settings, taken to be the client's.")
        ),
        number_format="1,234.5",
        values={"sentiment": _SENTIMENT},
        known=(
            "Message ID",
            "Message Type",
            "Likes",
            "Shares",
            "Replies",
            "Engagements",
            "Impressions",
            "Hashtags",
            "Followers",
        ),
        private=("Profile URL", "Profile Handle", "Screen Name", "Bio"),
        steps=(identified, masked("text", handles=True)),
    ),
    ExportKind(
        name="brandwatch-mentions",
        label=N_("Mentions (Brandwatch)"),
        table="mentions",
        headers={
            "at": ("Date",),
            "_query": ("Query Id",),
            "brand": ("Query Name",),
            "_headline": ("Title",),
            "text": ("Full Text",),
            "_snippet": ("Snippet",),
            "_url": ("Url", "Original Url"),
            "source": ("Domain", "Content Source Name", "Page Type"),
            "sentiment": ("Sentiment",),
            "language": ("Language",),
            "country": ("Country", "Country Code"),
            "reach": ("Reach (new)", "Reach", "Reach Estimate"),
            "_author": ("Author",),
        },
        required=("at", "_query", "_url", "_snippet", "source"),
        layout=single,
        times={"at": ("iso", "%Y-%m-%d %H:%M:%S.%f", "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M")},
        zone=Zone("UTC", N_("Brandwatch tells its times in UTC unless the export was asked for in another zone.")),
        values={"sentiment": _SENTIMENT},
        known=(
            "Account Type", "Added", "Assignment", "Backlinks", "Blog Comments", "Category*", "City*", "Checked",
            "Classif*",
            "Content Source", "Continent*", "Country Code", "County*", "Display URLs", "Emotion", "Engagement*",
            "Entity Info", "Expanded URLs", "Facebook *", "Forum *", "Gender", "Hashtags", "Id", "Impact",
            "Impressions",
            "Insights *", "Instagram *", "Interest", "Last Assignment Date", "Latitude", "Location Name", "Longitude",
            "Linkedin *", "Match Positions", "Media *", "Monthly Visitors", "mozRank", "Note Ids", "Outreach",
            "Page Type*",
            "Pages Per Visit", "Parent *", "Percent *", "Potential Audience*", "Priority", "Professions", "Pub Type",
            "Publisher Sub Type", "Rating", "Reddit *", "Region*", "Reply*", "Resource Type", "Root *", "Short Urls",
            "Starred", "State*", "Status", "Subtype", "Subreddit*", "Tags", "Thread *", "Tiktok *",
            "Total Monthly Visitors",
            "Tracked *", "Twitter *", "X *", "Updated", "Weblog Title", "Youtube *", "Copyright", "Quora *", "Region",
            "Spam", "Broadcast*", "Average *", "Lexis*", "Subscriber*", "Copied", "Mentioned *", "Is Syndicated",
            "Original Url", "Avatar*", "Assigned*", "BlueSky *",
        ),
        private=("Full Name", "Author *", "Mentioned Authors", "Thread Author"),
        steps=(first_text, whole_text, identified, masked("text", handles=True)),
    ),
)  # fmt: skip
