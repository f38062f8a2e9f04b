"""The five situations and three severities of the crisis manual, in words."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.text import N_
from smmkit.topics.community.analysis.posture import ACCIDENT, CHALLENGE, PREVENTABLE


@dataclass(frozen=True)
class Situation:
    """One kind of crisis.

    Parameters
    ----------
    id
        Part of file names.
    name, signs, never, channels, law
        What it is called, how it is known, what not to do, where to answer, when to call a lawyer or personnel.
    holding
        First public words, most fitting first; none promises anything.
    cluster
        Who is held responsible, for the posture.
    promises
        Whether the first words end with when there will be more; nothing is promised to somebody who only provokes.
    own_quarter, own_hour
        What takes the place of the first fifteen minutes and the first hour of the lowest severity.

    """

    id: str
    name: str
    signs: tuple[str, ...]
    never: tuple[str, ...]
    channels: str
    law: str
    holding: tuple[str, ...]
    cluster: str
    promises: bool = True
    own_quarter: tuple[str, ...] = ()
    own_hour: tuple[str, ...] = ()


@dataclass(frozen=True)
class SituationLevel:
    """How grave it is: who leads and signs, and what happens in the first hour."""

    level: int
    name: str
    leads: str
    signs_off: str
    when: str
    quarter: tuple[str, ...]
    hour: tuple[str, ...]
    tail: str


_RUSH = N_("Do not act fast without weighing the risks: fifteen minutes to understand cost less than a wrong sentence.")
_DELETE = N_("Do not delete what was written, unless it insults, threatens or names a private person.")

SITUATIONS = (
    Situation(
        "dissatisfied",
        N_("A customer with good reason to be dissatisfied"),
        (
            N_("A complaint with facts: order, date, place, photograph."),
            N_("Others answer “it happened to me too”."),
        ),
        (_RUSH, _DELETE, N_("Do not send people to a form when they have told everything already.")),
        N_("Answer in public where it was written; ask for the order number in private."),
        N_("Call the lawyer if an injury, a theft or a refund over the margin is named."),
        (
            N_(
                "We have read what happened to you and we are looking into it now. Please send us your order number in "
                "private."
            ),
            N_("We have read you. Please write to us in private."),
        ),
        ACCIDENT,
    ),
    Situation(
        "troll",
        N_("Somebody who only wants to provoke"),
        (
            N_("Insults or jokes without a fact that could be checked."),
            N_("The same account writes under everything, and answers start a new round."),
        ),
        (_RUSH, N_("Do not argue and do not answer a joke with a joke."), N_("Do not write from a private account.")),
        N_("Say it once, with the proof, where it was written; then watch and stay silent."),
        N_("Call the lawyer if there are threats, or if false facts are spread."),
        (
            N_(
                "This is not correct: here is what we can show. If you have bought from us and something went wrong, "
                "write to us in private."
            ),
            N_("This is not correct. If something went wrong with a purchase, write to us in private."),
        ),
        CHALLENGE,
        promises=False,
        own_quarter=(
            N_("Read everything before writing anything; save captures."),
            N_("Look for a fact that could be true; if there is one, take the card of the dissatisfied customer."),
        ),
        own_hour=(
            N_("Answer once, with the proof, and not a second time; write down which account and how often."),
            N_("Tell the crisis lead in one message: what, since when, how many."),
        ),
    ),
    Situation(
        "defect",
        N_("A product with a defect"),
        (
            N_("Three complaints or more about the same product in a week."),
            N_("Somebody was hurt or could be."),
        ),
        (_RUSH, _DELETE, N_("Do not call it a single case before Operations has counted.")),
        N_("Answer each one in public, post one explanation, and tell the shop before the networks."),
        N_("Call the lawyer and the insurer at the first injury; ask whether the product must be recalled."),
        (
            N_("We know of a problem with this product and are checking it. Please do not use it for now."),
            N_("We are checking this product. We will tell you more here."),
        ),
        ACCIDENT,
    ),
    Situation(
        "campaign",
        N_("An error in a campaign"),
        (
            N_("A wrong price, date, picture or language in something we published."),
            N_("People share it because it is wrong, not because it is good."),
        ),
        (_RUSH, N_("Do not correct in silence: say what was wrong."), N_("Do not blame the agency or an employee.")),
        N_("Correct the post, say so in the comments, stop the adverts that carry it."),
        N_("Call the lawyer if a price or a prize was promised: it may bind us."),
        (
            N_("We made a mistake in this post. We have corrected it and will answer each of you whom it affected."),
            N_("This post was wrong. We have corrected it."),
        ),
        PREVENTABLE,
    ),
    Situation(
        "comment",
        N_("An unfortunate comment by the company or one of its people"),
        (
            N_("An answer, a like or a private post of an employee is shared as the company's voice."),
            N_("Captures go round although it was deleted."),
        ),
        (_RUSH, N_("Do not say that the account was hacked if it was not."), N_("Do not name the employee.")),
        N_("One apology by the company on the network where it happened; the same words everywhere else."),
        N_("Call Human Resources before anything is said about an employee."),
        (
            N_(
                "That comment was ours and it should not have been written. We apologise to those it hurt, and we are "
                "reviewing how it came about."
            ),
            N_("That comment should not have been written. We apologise."),
        ),
        PREVENTABLE,
    ),
)

SEVERITIES = (
    SituationLevel(
        1, N_("noticed"), "community_manager", "community_manager",
        N_("A few people, one network, no press."),
        (N_("Read everything before writing anything; save captures."),
         N_("Answer the first one with the words below; note the cause in the inbox.")),
        (N_("Answer each person in their own words; close what the margin allows."),
         N_("Tell the crisis lead in one message: what, since when, how many.")),
        N_("We will be back with an answer today."),
    ),
    SituationLevel(
        2, N_("spreading"), "crisis_lead", "social_media_manager",
        N_("The alarm is on, or a second network takes it up."),
        (N_("Tell the crisis lead by telephone; stop everything on the stop list."),
         N_("Put the words below where most is written, and pin them.")),
        (N_("Agree on the facts with the department concerned; write down what is not known."),
         N_("Answer in the posture this card gives; count messages every quarter of an hour.")),
        N_("We will tell you more here within two hours."),
    ),
    SituationLevel(
        3, N_("grave"), "crisis_lead", "approver",
        N_("The press, somebody's health or the law comes into it."),
        (N_("Call the crisis lead and the management; nobody else speaks for the company."),
         N_("Stop all posts on the stop list and every advert; publish the words below once they are signed.")),
        (N_("Hold the first meeting: facts, who is affected, what we do, what we say, who says it."),
         N_("Publish the first statement, the same words everywhere; tell the whole staff.")),
        N_("We will publish what we know here within the hour."),
    ),
)  # fmt: skip
