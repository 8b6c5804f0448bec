using System.Text.RegularExpressions;

namespace Sallyport.Detection.Recognizers;

/// <summary>
/// All identifiers that a word announces, one row each. The words are what keeps false alarms away: a tenth of all ten-digit numbers
/// passes any check digit. Weights and check characters follow each issuer's published rule.
/// </summary>
internal static partial class IdentifierTable
{
    // Milliseconds. The texts are some hundred characters and every repeat is bounded, so a match takes microseconds; but the clock runs on
    // while a thread waits for a processor, and running out of time refuses the exchange.
    private const int TimeLimit = 2000;

    private const string Luhn9 = "9{9}";

    private static readonly WeightedChecksum Nhs = new(new[] { 10, 9, 8, 7, 6, 5, 4, 3, 2 }, 11, WeightedChecksum.ToEleven);
    private static readonly WeightedChecksum Thai = new(new[] { 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 }, 11, WeightedChecksum.ToElevenMod10);
    private static readonly WeightedChecksum Chinese = new(new[] { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 }, 11, "10X98765432");
    private static readonly WeightedChecksum CpfFirst = new(new[] { 10, 9, 8, 7, 6, 5, 4, 3, 2 }, 11, WeightedChecksum.ToElevenOrZero);
    private static readonly WeightedChecksum CpfSecond = new(new[] { 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 }, 11, WeightedChecksum.ToElevenOrZero);
    private static readonly WeightedChecksum CnpjFirst = WeightedChecksum.Of("543298765432", 11, WeightedChecksum.ToElevenOrZero);
    private static readonly WeightedChecksum CnpjSecond = WeightedChecksum.Of("6543298765432", 11, WeightedChecksum.ToElevenOrZero);
    private static readonly WeightedChecksum Routing = WeightedChecksum.Of("37137137", 10, WeightedChecksum.ToTen);
    private static readonly WeightedChecksum Prescriber = WeightedChecksum.Of("121212", 10, "0123456789");
    private static readonly WeightedChecksum TaxFile = WeightedChecksum.Of("14375869", 11, WeightedChecksum.Direct);
    private static readonly WeightedChecksum AustralianMedicare = WeightedChecksum.Of("13791379", 10, "0123456789");
    private static readonly WeightedChecksum Japanese = WeightedChecksum.Of("65432765432", 11, WeightedChecksum.ToElevenOrZero);
    private static readonly WeightedChecksum Portuguese = WeightedChecksum.Of("98765432", 11, WeightedChecksum.ToElevenOrZero);
    private static readonly WeightedChecksum Dutch = WeightedChecksum.Of("98765432", 11, WeightedChecksum.Direct);
    private static readonly WeightedChecksum Polish = WeightedChecksum.Of("1379137913", 10, WeightedChecksum.ToTen);
    private static readonly WeightedChecksum Swiss = WeightedChecksum.Of("131313131313", 10, WeightedChecksum.ToTen);
    private static readonly WeightedChecksum Argentine = WeightedChecksum.Of("5432765432", 11, "09987654321");

    internal static WeightedChecksum NorwegianFirst { get; } = WeightedChecksum.Of("376189452", 11, WeightedChecksum.ToEleven);

    internal static WeightedChecksum NorwegianSecond { get; } = WeightedChecksum.Of("5432765432", 11, WeightedChecksum.ToEleven);

    internal static WeightedChecksum ChileanNine { get; } = WeightedChecksum.Of("32765432", 11, "0K987654321");

    internal static WeightedChecksum ChileanEight { get; } = WeightedChecksum.Of("2765432", 11, "0K987654321");

    /// <summary>The rows.</summary>
    public static IdentifierRow[] Rows { get; } = [.. NorthAmerica(), .. Europe(), .. OtherCountries(), .. Everywhere()];

    // The countries with most banks: a capitalised word of eight letters must not pass for a bank.
    private static bool IsCountry(ReadOnlySpan<char> code) =>
        "AE AR AT AU BE BG BH BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR KW LB LI LT LU LV MA MC MT MX MY NG NL NO NZ OM PE PH PK PL PT QA RO RS RU SA SE SG SI SK TH TN TR TW UA US VN ZA"
            .AsSpan().IndexOf(code, StringComparison.Ordinal) is >= 0 and var index && index % 3 == 0;

    private static IEnumerable<IdentifierRow> NorthAmerica() =>
    [
        new(EntityType.UsItin, 0.8, "itin|individual taxpayer", Luhn9, value => value[0] == '9' && value[3] is >= '5' and <= '9'),
        new(EntityType.UsEin, 0.75, "ein|employer identification|employer id|federal tax id", Luhn9, IdentifierChecks.HasDigits),
        new(EntityType.UsNpi, 0.85, "npi|national provider", "9{10}", IdentifierChecks.Npi),
        new(EntityType.UsDea, 0.9, "dea|dea number|dea registration", "AA9{7}|A9{8}", value => Prescriber.Passes(value[2..])),
        new(EntityType.UsMedicareId, 0.9, "mbi|medicare|beneficiary", "9A*9A*9AA99"),
        new(EntityType.AbaRouting, 0.85, "routing|aba|rtn|transit number", Luhn9, value => value[0] is '0' or '1' or '2' or '3' && Routing.Passes(value)),
        new(EntityType.CaSin, 0.85, "sin|social insurance|assurance sociale", Luhn9, value => value[0] is not ('0' or '8') && IdentifierChecks.Luhn(value)),
        new(EntityType.LatinAmericaId, 0.85, "cuit|cuil", "9{11}", Argentine.Passes),
        new(EntityType.LatinAmericaId, 0.85, "rut|run", "9{8}K|9{7}K", IdentifierChecks.Chilean),
        new(EntityType.LatinAmericaId, 0.95, "curp", "AAAA9{6}A{6}*9", IdentifierChecks.Mexican),
        new(EntityType.BrCpf, 0.9, "cpf", "9{11}", value => IdentifierChecks.TwoDigits(value, CpfFirst, CpfSecond)),
        new(EntityType.BrCnpj, 0.9, "cnpj", "9{14}", value => IdentifierChecks.TwoDigits(value, CnpjFirst, CnpjSecond)),
    ];

    private static IEnumerable<IdentifierRow> Europe() =>
    [
        new(EntityType.UkNino, 0.85, "nino|national insurance|ni number|ni no", "AA9{6}A", value => value[8] <= 'D' && !"DFIQUV".Contains(value[0]) && !"DFIOQUV".Contains(value[1])),
        new(EntityType.UkNhs, 0.85, "nhs", "9{10}", Nhs.Passes),
        new(EntityType.UkUtr, 0.85, "utr|unique taxpayer", "9{10}", IdentifierChecks.BritishTaxpayer),
        new(EntityType.IePps, 0.85, "pps|ppsn|personal public service", "9{7}AA|9{7}A", IdentifierChecks.Irish),
        new(EntityType.FrNir, 0.95, "nir|insee|securite sociale|sécurité sociale|numero de secu|numéro de sécu|social security", "9{5}AA9{8}|9{5}9A9{8}|9{15}", IdentifierChecks.French),
        new(EntityType.DeTaxId, 0.85, "steuer-id|steuerid|steueridentifikation|steuer-identifikation|idnr|tax id|tin", "9{11}", IdentifierChecks.Iso7064Mod11And10),
        new(EntityType.EsNif, 0.9, "dni|nif|nie|documento nacional|national id", "9{8}A|A9{7}A", IdentifierChecks.Spanish),
        new(EntityType.ItFiscalCode, 0.95, "codice fiscale|cod. fiscale|cod fiscale|fiscal code|c.f.", "A{6}99A99A999A", IdentifierChecks.Italian),
        new(EntityType.PtNif, 0.85, "nif|contribuinte|numero fiscal|número fiscal", "9{9}", Portuguese.Passes),
        new(EntityType.NlBsn, 0.85, "bsn|burgerservicenummer|sofinummer|citizen service", "9{9}", Dutch.Passes),
        new(EntityType.BeNationalNumber, 0.9, "rijksregister|rijksregisternummer|insz|registre national|niss|national register|national number", "9{11}", IdentifierChecks.Belgian),
        new(EntityType.ChAhv, 0.95, "ahv|avs|social security|versichertennummer", "7569{10}", Swiss.Passes),
        new(EntityType.AtSvnr, 0.85, "svnr|sozialversicherung|sv-nummer|versicherungsnummer", "9{10}", IdentifierChecks.Austrian),
        new(EntityType.PlPesel, 0.9, "pesel", "9{11}", Polish.Passes),
        new(EntityType.CzBirthNumber, 0.85, "rodne cislo|rodné číslo|rodne|rodné|birth number|r.c.", "9{10}", IdentifierChecks.Czech),
        new(EntityType.NordicId, 0.85, "personnummer|personal number|fodselsnummer|fødselsnummer|cpr|henkilotunnus|henkilötunnus|hetu|national identity|personal identity", "9{12}|9{6}S999*|9{11}|9{10}", IdentifierChecks.Nordic),
        new(EntityType.VatNumber, 0.75, "vat|ust-id|ustid|tva|partita iva|btw|umsatzsteuer", "AA*{8,12}", IdentifierChecks.HasDigits),
    ];

    private static IEnumerable<IdentifierRow> OtherCountries() =>
    [
        new(EntityType.AuTfn, 0.85, "tfn|tax file", "9{9}", TaxFile.Passes),
        new(EntityType.AuAbn, 0.85, "abn|australian business", "9{11}", IdentifierChecks.AustralianBusiness),
        new(EntityType.AuMedicare, 0.8, "medicare", "9{11}|9{10}", value => value[0] is >= '2' and <= '6' && AustralianMedicare.Passes(value)),
        new(EntityType.InAadhaar, 0.9, "aadhaar|aadhar|uidai|uid", "9{12}", IdentifierChecks.Verhoeff),
        new(EntityType.InPan, 0.85, "pan|permanent account|income tax", "AAA*A9{4}A", value => "PCHABGJLFT".Contains(value[3])),
        new(EntityType.SgNric, 0.9, "nric|fin|identity card|singpass", "A9{7}A", IdentifierChecks.Singaporean),
        new(EntityType.CnResidentId, 0.95, "身份证|身份證|resident id|resident identity|identity card|id card|id number", "9{17}X", value => IdentifierChecks.IsMonthAndDay(value[10..14]) && Chinese.Passes(value)),
        new(EntityType.JpMyNumber, 0.85, "my number|mynumber|マイナンバー|個人番号|individual number", "9{12}", Japanese.Passes),
        new(EntityType.KrRrn, 0.85, "rrn|주민등록번호|주민번호|resident registration", "9{13}", value => IdentifierChecks.IsMonthAndDay(value[2..6]) && value[6] is >= '1' and <= '8'),
        new(EntityType.ThNationalId, 0.9, "บัตรประชาชน|เลขประจำตัว|thai id|thai national|national id", "9{13}", Thai.Passes),
        new(EntityType.ZaId, 0.9, "south african id|sa id|rsa id|id number|identity number", "9{13}", value => IdentifierChecks.IsMonthAndDay(value[2..6]) && value[10] is '0' or '1' && IdentifierChecks.Luhn(value)),
        new(EntityType.IlId, 0.85, "teudat zehut|ת.ז|תעודת זהות|israeli id|israel id", "9{9}", IdentifierChecks.Luhn),
    ];

    private static IEnumerable<IdentifierRow> Everywhere() =>
    [
        new(EntityType.BankAccount, 0.75, "account number|account no|acct no|acct number|account #|acct #|bank account|kontonummer|numero de cuenta", "9{6,17}", IdentifierChecks.HasDigits),
        new(EntityType.SwiftCode, 0.85, "swift|bic", "A{6}*{5}|A{6}**", value => IsCountry(value[4..6])),
        new(EntityType.Passport, 0.8, "passport|passeport|reisepass|pasaporte|passaporto|여권", "A{1,2}9{6,8}|A9A9{6}|A{3}9{6}|A9{3}A9{4}|99AA9{5}|9{8,9}", IdentifierChecks.HasDigits),
        new(EntityType.DriverLicense, 0.75, "driver license|driver's license|drivers license|driver licence|driving licence|driving license|driver's licence|dl number|dl no|licence number|license number|führerschein|permis de conduire", "A{5}9{6}A{2}9A{2}|A{1,2}9{5,14}|9{7,12}", IdentifierChecks.HasDigits),
        new(EntityType.LicensePlate, 0.7, "license plate|licence plate|number plate|plate number|plate no|registration plate|kennzeichen|plaka", "99A{1,3}9{2,4}|A{1,3}99A{3}|AA999AA|A{3}9{3,4}|A{1,3}A{1,2}9{1,4}|9A{3}999", IdentifierChecks.HasDigits),
        new(EntityType.Imei, 0.9, "imei|device id|equipment identity", "9{15}", IdentifierChecks.Luhn),
        new(EntityType.Vin, 0.9, "vin|chassis|vehicle identification|vehicle id", "*{17}", IdentifierChecks.Vehicle),
        new(EntityType.MedicalRecord, 0.8, "medical record|mrn|patient id|patient number|patient no|chart number|hospital number", "A{1,4}9{4,12}|9{5,12}", IdentifierChecks.HasDigits),
        new(EntityType.HealthInsurance, 0.75, "health insurance|insurance id|member id|policy number|health plan|krankenversicherung|group number|subscriber id", "A{1,4}9{6,12}|9{8,14}", IdentifierChecks.HasDigits),
        new(EntityType.IcdCode, 0.75, "icd|icd-10|icd10|diagnosis code|dx code|diagnosis", "", null, Icd()),
        new(EntityType.PostalCode, 0.7, "zip code|zipcode|zip|postal code|postcode|post code|plz|code postal|postleitzahl", "9{9}|A{2}9A9AA|A{2}999AA|A{2}99AA|A9A9AA|A999AA|A99AA|A9A9A9|9{4}AA|9{5}"),
        new(EntityType.DateOfBirth, 0.85, "date of birth|birth date|birthdate|birthday|dob|d.o.b|born|geboren|geburtsdatum|date de naissance|née le|né le|fecha de nacimiento|data di nascita|生年月日|出生日期|생년월일", "", null, Date()),
        new(EntityType.GeoCoordinates, 0.8, "latitude|lat|coordinates|coords|gps|location|geo", "", null, Coordinates()),
    ];

    [GeneratedRegex(@"\b[A-TV-Z][0-9][0-9AB](?:\.[0-9A-Z]{1,4})?\b", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Icd();

    [GeneratedRegex(
        @"\b(?:(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:19|20)?\d\d|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\.?,? (?:19|20)\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\.? (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\d\d|(?:19|20)\d\d ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일])(?!\d)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\d.])[-+]?(?:[1-8]?\d|90)\.\d{3,8}°? ?[NS]?\s?[,;/ ]\s?(?:(?:lon|lng|long|longitude)[""']?\s?[:=]\s?)?[-+]?(?:1[0-7]\d|\d{1,2}|180)\.\d{3,8}°? ?[EW]?(?![\d.])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex Coordinates();
}
