"""Names that columns go by: the Finnish cities' field standard (6Aika 0.4), Finnish, Swedish, English, German, French,
Danish, Norwegian ledgers and open-data publishers. The better name stands first."""

import re
import unicodedata

from lotsen.spend.profile import Role

NAMES: dict[Role, tuple[str, ...]] = {
    Role.DATE: (
        "laskun päivämäärä", "payment date", "date paid", "paid date", "date of payment", "maksupäivä",
        "maksupäivämäärä",
        "laskun pvm", "laskupäivä", "laskupvm", "invoice date", "fakturadatum", "rechnungsdatum", "kirjauspäivämäärä",
        "kirjauspäivä", "kirjauspvm", "tositepäivämäärä", "tositepaivamaara", "tositepäivä", "tositepaiva", "tositepvm",
        "tapaht pvm", "tapahtumapäivä", "posting date", "transaction date", "date of transaction", "bokföringsdatum",
        "bokföringsdag", "betaldatum", "betalningsdatum", "utbetalningsdatum", "verifikationsdatum", "buchungsdatum",
        "zahlungsdatum", "belegdatum", "date de paiement", "date de facture", "date facture", "date comptable",
        "fakturadato", "bilagsdato", "bogføringsdato", "posteringsdato", "betalingsdato", "cheque date",
        "clearing date",
        "gl date", "pay date", "document date", "date", "pvm", "päivämäärä", "datum", "dato", "publiceringsdatum",
        "effective date", "accounting date", "fecha", "data", "kuukausi", "month", "månad", "monat", "period",
        "periodi", "kausi",
    ),
    Role.YEAR: (
        "tilivuosi", "vuosi", "år", "räkenskapsår", "jahr", "berichtsjahr", "haushaltsjahr", "fiscal year",
        "financial year", "year", "année", "exercice", "regnskabsår", "regnskapsår", "tilikausi",
    ),
    Role.SUPPLIER: (
        "toimittajan nimi", "toimittajanimi", "supplier name", "vendor name", "payee name", "beneficiary name",
        "leverantörens namn", "leverantörsnamn", "namn för leverantör", "leverantör namn", "lieferantenname",
        "name des lieferanten", "kreditorname", "nom du fournisseur", "leverandørnavn", "leverandør navn",
        "toimittaja", "supplier", "vendor", "payee", "beneficiary", "leverantör", "lieferant", "kreditor",
        "fournisseur", "leverandør", "palveluntuottajan nimi", "palveluntuottaja", "laskuttajan nimi",
        "tavarantoimittaja", "myyjä", "saajan nimi", "saaja", "maksunsaaja", "vastapuoli",
        "laskuttaja", "merchant name", "merchant", "creditor name", "creditor", "contractor name", "contractor",
        "zahlungsempfänger", "empfänger", "auftragnehmer", "tiers", "bénéficiaire", "titulaire", "säljare",
        "mottagare", "företag", "counterparty", "recipient name", "recipient", "company name", "company",
        "trading name", "proveedor", "fornitore", "leverancier", "name of supplier", "paid to",
    ),
    Role.SUPPLIER_ID: (
        "toimittajan y tunnus", "leverantörens fo nummer", "fo nummer leverantör", "leverantör fo nummer",
        "supplier id", "supplier number", "supplier no", "supplier code", "vendor id",
        "vendor number", "vendor no", "vendor code", "leverantörens organisationsnummer", "leverantör orgnr",
        "organisationsnummer leverantör", "organisationsnummer för leverantör", "leverantörens orgnr", "comp reg no",
        "company registration number", "company number", "company reg no", "supplier registration number",
        "toimittajan numero", "toimittajanumero", "toimittajatunnus", "leverantörsnummer", "leverantörsnr",
        "leverantörskod", "lieferantennummer", "lieferanten nr", "kreditorennummer", "kreditornummer", "kreditornr",
        "leverandørnummer", "leverandørnr", "reskontranumero", "reskontranro", "organisationsnummer", "org nr", "orgnr",
        "siret", "siren", "cvr", "cvr nummer", "cvr nr", "uid", "ust id", "y tunnus", "fo nummer", "business id",
        "vat number",
        "vat registration number", "payee id", "supplier reference", "kreditor",
    ),
    Role.UNIT: (
        "tulosyksikön nimi", "namn för köpare", "osasto", "toimiala", "tulosalue", "tulosyksikkö", "toimielin",
        "directorate", "department", "department name", "departement", "service label", "service area", "förvaltning",
        "nämnd", "sektor", "enhet", "avdelning", "fachbereich", "dienststelle", "abteilung", "amt", "forvaltning",
        "vastuualue", "kustannuspaikan nimi", "yksikkö", "palvelun nimi", "service", "service division label",
        "service division", "division", "cost centre name", "cost center name", "cost centre description",
        "center name", "centre name", "business unit", "ansvar", "ansvarsställe", "verksamhet", "kostnadsställe",
        "kostenstelle", "kustannuspaikka", "cost centre", "cost center", "organisational unit", "organisation unit",
        "department family", "directorate name", "portfolio", "section", "team", "köpare", "buyer", "produktbereich",
        "produktbereich bezeichnung", "einzelplan", "epl", "direction", "afdeling", "enhed", "entity",
        "fund description",
        "body name", "organisation name", "organization name", "kunnan nimi", "kunta", "body",
        "organisational division", "service description", "responsible unit", "region",
    ),
    Role.UNIT_ID: (
        "tulosyksikön id", "organisationsnummer för köpare", "köparens organisationsnummer", "köpare orgnr", "buyer id",
    ),
    Role.ACCOUNT: (
        "tilin numero", "tilinumero", "kirjanpidon tilinumero", "pääkirjatili", "tili", "kontonummer", "kontonr",
        "kontokod", "konto", "account code", "account number", "account no", "gl account", "gl code", "nominal code",
        "nominal", "ledger code", "subjective code", "expense code", "expenditure code", "detailed expenditure code",
        "detailed expense code", "cost element", "sachkonto", "aufwandskonto", "account", "artskonto", "compte",
        "numéro de compte", "nature comptable", "tiliryhmän numero", "subjective", "slag", "expense area code",
    ),
    Role.ACCOUNT_NAME: (
        "tilin nimi", "kirjanpidon tilin nimi", "pääkirjatilin nimi", "kontonamn", "kontobenämning", "kontotext",
        "konto namn", "account name", "account description", "detailed expenditure type", "detailed expenses type",
        "detailed expense type", "expense type", "expenditure type", "nominal description", "gl description",
        "subjective description", "cost element description", "cost element name", "kontobezeichnung",
        "sachkontobezeichnung", "sachkonto bezeichnung", "ertrags und aufwandsarten", "expenditure category",
        "expense category", "spend category", "kontonavn", "artskontonavn", "libellé du compte", "libellé compte",
        "tiliryhmän nimi", "expense area", "slag namn", "subjective name", "cipfa type", "category", "bezeichnung",
    ),
    Role.CODE: (
        "cpv koodi", "cpv code", "cpv kod", "cpv", "huvudsaklig cpv kod", "cpv huvudgrupp", "class code",
        "procurement category code", "procurement classification code", "proclass code", "proclass", "unspsc code",
        "unspsc", "category code", "commodity code", "warengruppe", "hankintaluokka", "pääasiallinen cpv koodi",
    ),
    Role.DESCRIPTION: (
        "laskun selite", "selite", "kuvaus", "purpose of spend", "purpose of expenditure", "purpose", "description",
        "transaction description", "item description", "invoice description", "line description", "narrative",
        "summary of purpose", "summary of the purpose of the expenditure", "beskrivning", "fakturatext",
        "verifikationstext", "text", "buchungstext", "verwendungszweck", "zweck", "libellé", "objet", "tekst",
        "posteringstekst", "upphandlingens titel", "details", "title", "merchant category", "procurement category",
        "procurement classification", "product description", "goods service description", "ostotilausnumero",
    ),
    Role.INVOICE: (
        "tositteen numero", "tositenumero", "tosite nro", "tosite", "laskun numero", "laskunumero", "tapahtumanumero",
        "transaction number", "transaction no", "transaction id", "trans no", "transno", "transaction reference",
        "transaction ref", "voucher number", "voucher no", "voucher", "invoice number", "invoice no", "invoice ref",
        "document number", "document no", "reference number", "payment number", "payment reference",
        "internal reference",
        "internal ref", "verifikationsnummer", "verifikatnummer", "verifikat", "vernr", "ver nr", "fakturanummer",
        "fakturanr", "belegnummer", "beleg nr", "belegnr", "rechnungsnummer", "rechnungsnr", "numéro de facture",
        "numéro de mandat", "bilagsnummer", "bilagsnr", "upphandlings id", "reference", "ref",
        "unique transaction number",
        "bilagsnr",
    ),
    Role.CURRENCY: (
        "currency", "currency code", "valuutta", "valuuttakoodi", "valuta", "valutakod", "währung", "devise",
    ),
}  # fmt: skip

_AMOUNT = frozenset(
    [
        "amount",
        "amounts",
        "amt",
        "summa",
        "summan",
        "nettosumma",
        "bruttosumma",
        "kokonaissumma",
        "belopp",
        "nettobelopp",
        "bruttobelopp",
        "betrag",
        "nettobetrag",
        "bruttobetrag",
        "gesamtbetrag",
        "montant",
        "beløp",
        "beløb",
        "nettobeløb",
        "bruttobeløb",
        "value",
        "värde",
        "total",
        "totalt",
        "sum",
        "sume",
        "spend",
        "spending",
        "expenditure",
        "euro",
        "euros",
        "euroa",
        "euroina",
        "eur",
        "e",
        "gbp",
        "sek",
        "chf",
        "usd",
        "net",
        "netto",
        "gross",
        "brutto",
        "cost",
        "kustannus",
        "kustannukset",
        "hinta",
        "price",
        "hyvityksineen",
        "ansatz",
        "importe",
        "bedrag",
        "importo",
        "paid",
        "maksettu",
        "kostnad",
        "utgift",
        "menot",
        "määrä",
        "kosten",
        "aufwand",
        "nettó",
    ]
)
_STRONG = frozenset(
    [
        "amount",
        "amounts",
        "amt",
        "summa",
        "nettosumma",
        "belopp",
        "nettobelopp",
        "betrag",
        "nettobetrag",
        "montant",
        "beløp",
        "beløb",
        "nettobeløb",
        "value",
        "värde",
        "importe",
        "bedrag",
    ]
)
_NET = frozenset(
    [
        "net",
        "netto",
        "nettosumma",
        "nettobelopp",
        "nettobetrag",
        "nettobeløb",
        "veroton",
        "verottomana",
        "alv0",
        "exkl",
        "exklusive",
        "excl",
        "excluding",
        "ex",
        "exc",
        "excluded",
        "ohne",
        "utan",
        "ht",
        "ekskl",
        "uden",
        "eks",
        "without",
        "before",
        "exkl.",
        "ilman",
        "nettó",
    ]
)
_GROSS = frozenset(
    [
        "gross",
        "brutto",
        "bruttosumma",
        "bruttobelopp",
        "bruttobetrag",
        "bruttobeløb",
        "inkl",
        "inklusive",
        "incl",
        "including",
        "inc",
        "ttc",
        "kokonaissumma",
        "verollinen",
        "sis",
        "sisältäen",
        "mit",
        "gesamtbetrag",
    ]
)
_VAT = frozenset(
    [
        "vat",
        "alv",
        "alvin",
        "alv0",
        "moms",
        "momsen",
        "mwst",
        "ust",
        "tva",
        "mva",
        "vero",
        "veron",
        "veroa",
        "tax",
        "steuer",
        "umsatzsteuer",
    ]
)
_NEVER = frozenset(
    [
        "date",
        "päivämäärä",
        "pvm",
        "datum",
        "dato",
        "id",
        "nro",
        "no",
        "nr",
        "nummer",
        "number",
        "numero",
        "koodi",
        "code",
        "kod",
        "name",
        "nimi",
        "namn",
        "type",
        "typ",
        "tyyppi",
        "currency",
        "valuutta",
        "valuta",
        "year",
        "vuosi",
        "år",
        "rate",
        "prosentti",
        "percent",
        "kanta",
        "share",
        "count",
        "antal",
        "antalet",
        "lkm",
        "quantity",
        "reference",
        "ref",
        "category",
        "class",
        "budget",
        "period",
        "month",
        "kk",
        "tunnus",
        "uri",
        "url",
        "seq",
        "kurs",
    ]
)


_DEBIT = frozenset(["debit", "debits", "debet", "soll", "débit", "dr"])
_CREDIT = frozenset(["credit", "credits", "kredit", "haben", "crédit", "cr"])


def words(header: str) -> str:
    """A header in small letters, its words parted by one blank: 'SupplierName' and 'Supplier  name ' become one."""
    text = unicodedata.normalize("NFKC", header)
    text = re.sub(r"(?<=[a-zåäöæøéü0-9])(?=[A-ZÅÄÖÆØÜ][a-zåäöæøéü])", " ", text)
    return " ".join(re.sub(r"[^\w]+|_", " ", text.lower()).split())


_EXACT = {role: {words(name): place for place, name in enumerate(names)} for role, names in NAMES.items()}
_NUMBERED = frozenset(
    ["id", "nro", "no", "nr", "nummer", "number", "numero", "koodi", "code", "kod", "tunnus", "uri", "orgnr"]
)
_OTHERS = {
    Role.SUPPLIER: _NUMBERED
    | frozenset(["type", "category", "köpare", "buyer", "address", "country", "city", "postcode", "maa"]),
    Role.SUPPLIER_ID: frozenset(
        ["köpare", "buyer", "ostajan", "kunnan", "customer", "body", "organisation", "name", "nimi", "namn"]
    ),
    Role.UNIT: _NUMBERED | frozenset(["organisationsnummer", "juridisk", "delsektor", "sni", "uri"]),
    Role.ACCOUNT: frozenset(
        ["name", "nimi", "namn", "namn", "description", "supplier", "vendor", "bank", "payee", "customer"]
    ),
    Role.DATE: frozenset(["due", "eräpäivä", "förfallodatum", "start", "end", "fällig"]),
    Role.DESCRIPTION: _NUMBERED | frozenset(["fund", "account", "center", "department", "unit", "service"]),
    Role.CODE: frozenset(["vat", "alv", "moms", "post", "postcode", "country", "currency", "organisation", "body"]),
    Role.INVOICE: frozenset(["supplier", "vendor", "account", "contract"]),
}


def score(header: str, role: Role) -> float:
    """How well a header names a role: 0 not at all, 100 exactly by its best name."""
    text = words(header)
    if not text:
        return 0.0
    if role is Role.AMOUNT:
        return _amount(text)
    if role is Role.CREDIT:
        return _side(text, _CREDIT)
    place = _EXACT[role].get(text)
    if place is not None:
        return 100.0 - 30.0 * place / len(_EXACT[role])
    said = set(text.split())
    if said & _OTHERS.get(role, frozenset()):
        return 0.0
    padded = f" {text} "
    inside = [(len(name), place) for name, place in _EXACT[role].items() if f" {name} " in padded and len(name) > 2]
    if not inside:
        return 0.0
    length, place = max(inside, key=lambda pair: (pair[0], -pair[1]))
    return 60.0 * length / len(text) - 10.0 * place / len(_EXACT[role])


def _amount(text: str) -> float:
    """Net before plain before gross; never the VAT itself, a rate, a count or an identifier."""
    said = set(text.split())
    net = bool(said & _NET) or "alv 0" in text or "hors taxe" in text
    if said & _NEVER - ({"ex"} if net else set()):
        return 0.0
    if not said & _AMOUNT and not net:
        return _side(text, _DEBIT)
    if said & _CREDIT:
        return 0.0
    if said & _VAT and not net and not said & _GROSS:
        return 0.0
    result = (
        40.0 + (20.0 if said & _STRONG else 0.0) + (35.0 if net else 0.0) - (15.0 if said & _GROSS and not net else 0.0)
    )
    return result - min(len(said), 8)


def is_debit(header: str) -> bool:
    """Whether a column of amounts has only what was debited, so that the credits stand in another."""
    return _side(words(header), _DEBIT) > 0.0


def _side(text: str, side: frozenset[str]) -> float:
    """One side of an account: its word alone, or beside a word for an amount or a currency."""
    said = set(text.split())
    return 30.0 - len(said) if said & side and said - side <= _AMOUNT | _VAT | _NET else 0.0


def is_known(header: str) -> bool:
    """Whether some role is named exactly, or an amount plainly: what tells a header row from a title."""
    text = words(header)
    return any(text in names for names in _EXACT.values()) or _amount(text) >= 40.0
