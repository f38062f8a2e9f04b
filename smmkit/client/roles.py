"""Who does what, by role: what names a person, or reaches one, is refused."""

from __future__ import annotations

import re
from typing import Self

from pydantic import Field, model_validator

from smmkit.client.fields import WithoutContact, fold, wrong
from smmkit.client.record import Record
from smmkit.text.message import N_

# Words of which a role holds at least one; the catalogue's translations count as well, `/` parts several of them.
ROLE_WORDS = (
    N_("owner"),
    N_("management"),
    N_("manager"),
    N_("director"),
    N_("head of"),
    N_("lead"),
    N_("officer"),
    N_("client"),
    N_("agency"),
    N_("team"),
    N_("department"),
    N_("board"),
    N_("partner"),
    N_("founder"),
    N_("assistant"),
    N_("analyst"),
    N_("editor"),
    N_("designer"),
    N_("marketing"),
    N_("communication"),
    N_("community"),
    N_("social media"),
    N_("sales"),
    N_("operations"),
    N_("press"),
    N_("legal"),
    N_("customer service"),
    N_("spokesperson"),
    N_("coordinator"),
    N_("presidency"),
    N_("secretary"),
    N_("technician"),
    N_("marketer"),
    N_("freelance"),
    N_("front desk"),
)
_STEM = 4


class Roles(Record):
    """Who does what, by role; never a person's name."""

    approver: WithoutContact = "Client"
    """Says yes or no to the plan."""
    social_media_manager: WithoutContact = "Social media manager"
    """Plans and reports."""
    community_manager: WithoutContact = "Community manager"
    """Publishes and answers."""
    crisis_lead: WithoutContact = "Crisis lead"
    """Leads when an alarm goes off."""
    confirmed: bool = Field(default=False)
    """Whether somebody looked and all these are roles, no persons."""

    @property
    def names(self) -> dict[str, str]:
        """What the client calls each role."""
        return {name: str(getattr(self, name)) for name in ROLES}

    @property
    def spoken(self) -> dict[str, str]:
        """Each name -> its role; of several roles of one name the first: a small firm's owner approves and leads."""
        return {said: name for name, said in reversed(self.names.items())}

    @model_validator(mode="after")
    def _no_person(self) -> Self:
        for name, said in self.names.items():
            if not self.confirmed and not holds_role_word(said):
                raise wrong(
                    f"{name} is '{said}', which holds no word of a role such as owner, manager or director",
                    "Write the role instead of a person's name, or add confirmed = true under [roles] if it is one.",
                    name,
                )
        return self


ROLES = (N_("approver"), N_("social_media_manager"), N_("community_manager"), N_("crisis_lead"))
"""The roles as decisions name them."""


def holds_role_word(said: str) -> bool:
    """Tell whether a text holds a word that roles are made of, in English or in a language of the catalogue."""
    words = fold(said)
    return any(_in(word, words) for word in ROLE_WORDS) or any(_in(word, words) for word in _translated())


def _in(word: str, words: str) -> bool:
    """Look for a word by its stem, so that `directora` holds `director`, and `jefa de` holds `jefe/jefa`."""
    stem = fold(word)
    stem = stem[: max(_STEM, len(stem) - 2)]
    return re.search(rf"\b{re.escape(stem)}", words) is not None


def _translated() -> tuple[str, ...]:
    from smmkit.text.catalogue import translations

    known = translations("es", "ES")
    return tuple(one.strip() for word in ROLE_WORDS for one in known.get(word, word).split("/"))
