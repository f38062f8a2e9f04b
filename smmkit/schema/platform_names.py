"""How each platform writes its own name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PLATFORM_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "facebook": "Facebook",
        "instagram": "Instagram",
        "x": "X",
        "linkedin": "LinkedIn",
        "tiktok": "TikTok",
        "youtube": "YouTube",
        "pinterest": "Pinterest",
        "threads": "Threads",
        "bluesky": "Bluesky",
        "meta": "Meta",
        "google": "Google",
        "whatsapp": "WhatsApp",
        "microsoft": "Microsoft",
        "reddit": "Reddit",
        "snapchat": "Snapchat",
        "amazon": "Amazon",
    }
)


def platform_name(platform: object) -> str:
    """Return a platform's name as it writes it itself; an unknown one stays as it is."""
    return PLATFORM_NAMES.get(str(platform), str(platform))
