"""The words by which quantities tell their kind: dead and injured, forces and things, where a phrase ends."""

from __future__ import annotations

import re

__all__ = [
    "AGED",
    "ALONE",
    "CAPTORS",
    "CROWD",
    "CUES",
    "CUT",
    "DEATH",
    "DEPARTS",
    "ENVOYS",
    "EQUIPMENT",
    "FIRES",
    "FLED",
    "FORCES",
    "HANDS_OVER",
    "HARMED",
    "JAILERS",
    "JOINT",
    "LEAD",
    "MASS",
    "NOT_ALONE",
    "PERSON",
    "PHRASE_END",
    "SENDS",
    "SHOT",
    "SINGULAR",
    "TAIL",
    "WOUNDS",
    "WRECKS",
]

#: Words that tell a kind wherever they stand in the span ("29 dead", "9 injured women").
_OUTCOMES = {
    "killed": (
        r"kill(?:s|ed|ing|ings)?|dead|deaths?|die[sd]?|dying|slain|murder(?:s|ed|ing)?|massacred?|slaughter(?:ed)?|"
        r"bod(?:y|ies)|corpses?|fatalit(?:y|ies)|assassinat\w+|execut\w+|behead\w+|decapitat\w+|lynch\w+|perish\w*|"
        r"lives|cost\s+the\s+life|gunned\s+down|(?:beaten|stabbed|shot|hacked)\s+(?:to\s+death|dead)|toll|losses|buried|scalps|martyr\w*|lost|losing|starved|hang(?:ed|ing)|eliminat\w+|neutrali[sz]ed|succumb\w+|stoned\s+to\s+death|(?<!non-)fatal(?:ly)?|mortally|passed\s+away|lapidated|burn(?:ed|t)\s+alive"
    ),
    "injured": (
        r"injur\w+|wound(?:s|ed|ing)?|hurt(?:s|ing)?|beat(?:s|en|ing)?(?!\s+to\s+death)|maim\w+|tortur\w+|rap(?:e|es|ed|ing)|"
        r"stab(?:bed|bing|s)?(?!\s+to\s+death)|blinded|treat(?:ed|ing|ment)|hospitali[sz]\w+|broken?|crushed|burns|hit|bruised|poison\w*|acid|"
        r"(?:taken|rushed|brought|carried|flown)\s+to\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}hospitals?|struck\s+by\s+bullets|"
        r""
        r"shot\s+in\s+(?:the|his|her|their|both)\s+(?:legs?|arms?|knees?|face|foot|feet|neck|hands?|chest|stomach|shoulder|back|thigh|eye)|gunshot\s+wounds|"
        r"choking|los(?:t|ing)\s+(?:an?|his|her|their)\s+(?:\w+\s+)?(?:legs?|arms?|eyes?|hands?|thumb|fingers?|foot|sight|teeth)|lost\s+(?:two|three|four|several)\s+(?:teeth|fingers)"
    ),
}  # fmt: skip
#: Who is fatally wounded is dead.
_UNLESS = {"killed": "", "injured": r"(?<!fatally\s)(?<!mortally\s)"}
CUES = {kind: re.compile(rf"\b{_UNLESS[kind]}(?:{words})\b", re.I) for kind, words in _OUTCOMES.items()}
#: Right behind those it happened to.
HARM_BEHIND = re.compile(
    r"(?:\s+of\s+them)?\s+(?:(?:was|were|is|are|has|have|had|been|got|reportedly|also)\s+)+(?:\w+ly\s+)?"
    r"(?:killed|dead|injured|wounded|hurt|burned|hospitali[sz]ed)\b",
    re.IGNORECASE,
)
#: A lost limb is no lost life; read before the words for the dead.
HARMED = ("injured", "killed")

FORCES = re.compile(
    r"\b(?:soldiers?|troops?|servicem[ae]n|m[ae]n|reservists?|marines?|paratroopers?|legionnaires?|police\w*|officers?|"
    r"fighters?|battalions?|brigades?|regiments?|divisions?|rebels?|gunm[ae]n|volunteers?|militia\w*|guards(?:men)?|"
    r"gendarmes?|peacekeepers?|personnel|conscripts?|recruits?|mercenaries|commandos?|insurgents?|guerrillas?|"
    r"combatants?|advisers?|forces)\b", re.I
)  # fmt: skip
EQUIPMENT = re.compile(
    r"\b(?:weapons?|arms|rifles?|guns?|pistols?|machine-?guns?|howitzers?|mortars?|cannons?|launchers?|missiles?|"
    r"rockets?|shells?|rounds?|bombs?|bullets?|casings?|grenades?|explosives?|charges|mines|ammunition|tanks?|vehicles?|trucks?|"
    r"lorr(?:y|ies)|cars?|buses|bus|ambulances?|tractors?|carriers?|aircraft|jets?|planes?|planeloads?|helicopters?|"
    r"gunships?|warplanes?|drones?|uavs?|migs?|mig-\d+s?|chinooks?|sukhois?|f-\d+s?|su-\d+s?|mi-\d+s?|ships?|warships?|"
    r"frigates?|freighters?|trawlers?|yachts?|destroyers?|submarines?|boats?|skiffs?|tankers?|vessels?|radars?|batter(?:y|ies)|systems?|"
    r"houses?|homes|buildings?|shops?|tents?|vests|helmets|tarpaulins?|blankets?|panels|hospitals?|kg|kilo(?:s|grams?)|tonn?es?|"
    r"tons|bags|sacks|boxes|crates|barrels|litres|liters|gallons|goats|camels|cattle|cows|sheep|posts?|depots?|"
    r"bridges?|schools?|computers?|laptops?|wagons?|masks?|radios?|engines?|aeroplanes?|ferr(?:y|ies)|pylons?|crossbows?|beds|"
    r"truckloads?|transformers?|razor\s+wire|technicals?|bombers?|tu-\d+s?|ov-\d+s?|positions|dhows?|barges?|bulldozers?|excavators?|"
    r"works|artefacts|artifacts|paintings|equipment|supplies|generators?|pumps?|doses)\b",
    re.I,
)
MASS = re.compile(r"\b(?:kg|kilo(?:s|grams?)|tonn?es?|tons|litres|liters|planeloads|bags|sacks|barrels)\b", re.I)

#: What a span that the model drew too wide begins or ends with.
LEAD = re.compile(
    r"(?:[^;:]*[;:]\s+|[^.]*[a-z]{4}\.\s+(?=[A-Z])|(?:and|or|but|of|in|to|by|from|outside)\b[,\s]+|[a-z]+(?:ed|ing)\s+)*"
)
TAIL = re.compile(
    r"(?:[\s,;.]+(?:was|were|is|are|has|had|have|be|been|and|or|by|off|into|up|towards?|to|from|in|on|at|for|of|with|"
    r"the|an?|last|instead)?)+$"
)
CUT = re.compile(
    r",?\s+(?:aged\b|among\s+(?:them|whom)|including|of\s+whom|most(?:ly)?\s+of|mostly|who|whose|which|that)\b"
)
JOINT = re.compile(r",\s+(?:and\s+)?|\s+(?:and|plus|as\s+well\s+as|or)\s+|\s*;\s*")
PHRASE_END = re.compile(r"\s+(?:of|from|in|at|for|with|on|near|to|by|after|worth|more)\b|,")
SINGULAR = re.compile(r"(?:the|his|her|its|their|my|our|your|an?)\s+\S", re.I)
#: Somebody known by his age alone or before what he is: "15-year-old", "7-year-old boy".
AGED = re.compile(r"(?:an?\s+|the\s+)?[\w-]+[- ](?:year|month|week|day)[- ]old\b", re.I)
#: Somebody, by what he is or by two names.
PERSON = re.compile(
    r"(?i:.*\b(?:m[ae]n|wom[ae]n|boys?|girls?|teens?|teenagers?|child|children|toddlers?|bab(?:y|ies)|infants?|kids?|"
    r"students?|pupils?|teachers?|officers?|police(?:m[ae]n|wom[ae]n)|deput(?:y|ies)|soldiers?|guards?|drivers?|"
    r"passengers?|victims?|suspects?|civilians?|villagers?|workers?|protest[eo]rs?|demonstrators?|journalists?|"
    r"reporters?|daughters?|sons?|fathers?|mothers?|brothers?|sisters?|wi(?:fe|ves)|husbands?|couple|friends?|"
    r"neighbou?rs?|people|persons?|residents?|bystanders?|fishermen|farmers?|shepherds?|priests?|doctors?|nurses?|"
    r"lawmakers?|politicians?|candidates?|mayors?))$|(?:[A-Z]\w+\.? )?[A-Z][\w'’-]+ [A-Z][\w'’-]+(?:, \d+)?$"
)
#: What hurts somebody, of which "hit" and "beat" say little: a missile hits a school.
WOUNDS = re.compile(r"\b(?:wound\w*|injur\w+|stab\w*|maim\w*|raped?|grazed)\b", re.I)
ALONE = re.compile(r"(?:him|her|he|she|me|himself|herself)$", re.I)
NOT_ALONE = re.compile(
    r"(?:they|them|us|we|you|it|all|both|some|several|many|most|others|those|these|the\s+rest|.*\b(?:people|men|women|"
    r"children|police|troops|crew|family|army|opposition|government|crowd|staff|personnel|public|media|press))$|"
    r"(?:some|several|many|few|a\s+few|various|numerous|other|all)\s",
    re.I,
)
DEPARTS = re.compile(r"\b(?:took|brought|flew|flown|get|lift\w*)\s+out\b|\b(?:evacuat|rescu|shelter)\w+", re.I)
WRECKS = re.compile(
    r"\b(?:(?:shot|brought|gunned|burn\w+)\s+(?:\w+\s+)?down|down(?:ed|ing|s)|destr\w+|burnt|burn\w*|torch\w+|sank|sunk|"
    r"lost|losing|wreck\w+|knocked\s+out)\b",
    re.I,
)
FIRES = re.compile(r"\b(?:fir(?:ed?|ing)|shot\s+back|launch\w*|dropp\w+|with|pounding|using)\W+(?:\w+\W+){0,2}$")
CAPTORS = re.compile(
    r"(?i)\b(?:rebels|kidnap\w*|gangs?|militants|gunmen|pirates|bandits|hostages?|captiv\w+|abduct\w*|peacekeepers)\b"
)  # fmt: skip
JAILERS = re.compile(r"\b(?:prison\w*|detain\w+|jail\w*|arrest\w*|police|court|authorities|inmates|bail)\b", re.I)
CROWD = re.compile(r"\b(?:protest[eo]rs?|demonstrators?|marchers?|rioters?|strikers?)\b", re.I)
FLED = re.compile(r"\b(?:refugees|evacuees|displaced)\b", re.I)
ENVOYS = re.compile(r"\b(?:diplomats?|ambassadors?|envoys?|attach[eé]s?|journalists?|officials?)\b", re.I)
DEATH = re.compile(
    r"\b(?:kill(?:ed|s|ing)?|dead|die[sd]?|deaths?|fatal\w*|deadly|homicides?|slain|slay\w*|coroner|autopsy|"
    r"(?<!attempted )murder(?:s|ed)?|manslaughter|funeral)\b",
    re.I,
)
SHOT = re.compile(
    r"\b(?:was|were|been|got|being)\s+shot\b|\bshot\s+(?!at\b|back\b)\w+|\bshot$|\bshoots?\b|\bshooting\b|\bstruck\s+by\b",
    re.I,
)
HANDS_OVER = re.compile(
    r"\b(?:hand\w*|turn\w*|gave|given)\s+(?:\w+\s+){0,3}(?:over|up|back)\b|\bextradit\w+|\btransferr\w+", re.I
)
SENDS = re.compile(r"\b(?:sent|sends?|sending|dispatch\w*|deploy\w*|lent|lend\w*)\b", re.I)
