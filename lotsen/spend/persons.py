"""Suppliers that are natural persons: their names are not kept.

Conservative in what it calls a person, so that companies stay visible; documented, so that it can be answered for.
A supplier without a company's sign (Oy, AB, Ltd, GmbH, ...) is a person if

- the publisher says so (redacted, private person, yksityishenkilö) or names a sole trader (Tmi, enskild firma);
- the name carries a person's title (Mr, Mrs, Herra, Frau, ...);
- it has no business id and two or three words, one of them a common Finnish, Swedish or English first name.
"""

from lotsen.spend.engine import literal

PERSONS = "~persons"
"""The supplier id under which all persons' money is kept; their name is empty."""

_COMPANY = (
    r"(^|[^\pL\pN])(oy|oyj|ab|abp|ky|ry|rf|rs|sr|\pL*(seura|yhdistys|förening|säätiö|stiftelse)|kunta|kommun|kaupunki|stad|valtio|"
    r"staten|osuuskunta|andelslag|kuntayhtymä|samkommun|seurakunta|församling|ltd|limited|llp|llc|plc|inc|corp|co|company|"
    r"gmbh|ag|kg|ug|ev|e\.v|mbh|sa|sarl|sas|as|asa|aps|bv|nv|spa|srl|group|services?|solutions?|council|school|"
    r"association|trust|society|college|university|church|centre|center|consulting|partners|& sons?|"
    r"and sons?)([^\pL\pN]|$)"
)
_SAID = (
    r"(^|[^\pL\pN])(redacted|private (person|individual|individuals)|individuals?|personal data|yksityishenkilö\pL*|"
    r"henkilötieto\pL*|salattu|privatperson(er)?|sekretess|natürliche person|toiminimi|tmi|t:mi|enskild firma|"
    r"einzelunternehmen|particulier)([^\pL\pN]|$)"
)
_TITLE = r"^(mr|mrs|ms|miss|herra|rouva|herr|frau|fru|monsieur|madame|mme)\.? "
_FIRST_NAMES = [
    "juha",
    "matti",
    "timo",
    "jari",
    "kari",
    "mika",
    "antti",
    "jukka",
    "petri",
    "mikko",
    "hannu",
    "markku",
    "pekka",
    "sami",
    "marko",
    "janne",
    "juhani",
    "johannes",
    "olavi",
    "antero",
    "tapani",
    "kalevi",
    "tapio",
    "ilmari",
    "veikko",
    "jorma",
    "heikki",
    "esa",
    "pasi",
    "tuomas",
    "tomi",
    "tero",
    "ville",
    "jussi",
    "jani",
    "harri",
    "seppo",
    "reijo",
    "raimo",
    "risto",
    "erkki",
    "pertti",
    "arto",
    "vesa",
    "teemu",
    "ari",
    "jarmo",
    "lauri",
    "eero",
    "aleksi",
    "joonas",
    "toni",
    "otto",
    "elias",
    "väinö",
    "oskari",
    "maria",
    "anna",
    "helena",
    "johanna",
    "anneli",
    "kaarina",
    "marjatta",
    "kristiina",
    "liisa",
    "hannele",
    "tuula",
    "pirjo",
    "päivi",
    "sari",
    "tiina",
    "minna",
    "tarja",
    "riitta",
    "ritva",
    "leena",
    "merja",
    "kirsi",
    "satu",
    "mari",
    "katja",
    "heidi",
    "jaana",
    "anne",
    "sirpa",
    "eija",
    "hanna",
    "outi",
    "susanna",
    "seija",
    "arja",
    "laura",
    "jenni",
    "mervi",
    "raija",
    "irma",
    "aino",
    "emma",
    "sanna",
    "noora",
    "elina",
    "emilia",
    "sofia",
    "marika",
    "lars",
    "anders",
    "johan",
    "erik",
    "karl",
    "per",
    "nils",
    "mikael",
    "jan",
    "hans",
    "peter",
    "thomas",
    "fredrik",
    "stefan",
    "mats",
    "magnus",
    "björn",
    "göran",
    "kristina",
    "margareta",
    "eva",
    "birgitta",
    "karin",
    "elisabeth",
    "marie",
    "ingrid",
    "christina",
    "kerstin",
    "lena",
    "gunilla",
    "monica",
    "annika",
    "ulla",
    "james",
    "john",
    "robert",
    "michael",
    "william",
    "david",
    "richard",
    "joseph",
    "charles",
    "mary",
    "patricia",
    "jennifer",
    "linda",
    "susan",
    "margaret",
    "sarah",
    "karen",
    "elizabeth",
    "andrew",
    "christopher",
    "matthew",
    "stephen",
    "helen",
]

_ID = r"^(FI)?\d{7}-?\d$|^\d{6}-?\d{4}$|^\d{8,9}$|^[A-Z]{2}\d{6,12}$"


def sql_is_person(supplier: str, supplier_id: str) -> str:
    """SQL: whether a supplier is a natural person by the rules above."""
    name = f"lower({supplier})"
    words = f"string_split(trim(regexp_replace({name}, '[^\\pL\\pN -]', ' ', 'g')), ' ')"
    first = "[" + ", ".join(literal(word) for word in _FIRST_NAMES) + "]"
    return (
        f"({supplier} <> '' AND NOT regexp_matches({name}, {literal(_COMPANY)}) AND ("
        f"regexp_matches({name}, {literal(_SAID)}) OR regexp_matches({name}, {literal(_TITLE)}) OR ("
        f"NOT regexp_matches(trim({supplier_id}), {literal(_ID)}) AND len({words}) BETWEEN 2 AND 3 "
        f"AND NOT regexp_matches({name}, '\\d') AND list_has_any({words}, {first}))))"
    )
