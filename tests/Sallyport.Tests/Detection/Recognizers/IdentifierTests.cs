using Sallyport.Detection;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.Tests.Detection.Recognizers;

/// <summary>Values are the examples their issuers or standards publish, or follow from the published rule.</summary>
public sealed class IdentifierTests
{
    public static TheoryData<string, EntityType, string> Examples => new()
    {
        { "ITIN 912-70-1234", EntityType.UsItin, "912-70-1234" },
        { "EIN: 12-3456789", EntityType.UsEin, "12-3456789" },
        { "NPI 1234567893", EntityType.UsNpi, "1234567893" },
        { "DEA number AB1234563", EntityType.UsDea, "AB1234563" },
        { "Medicare MBI 1EG4-TE5-MK73", EntityType.UsMedicareId, "1EG4-TE5-MK73" },
        { "routing number 021000021", EntityType.AbaRouting, "021000021" },
        { "account number: 000123456789", EntityType.BankAccount, "000123456789" },
        { "SWIFT DEUTDEFF500", EntityType.SwiftCode, "DEUTDEFF500" },
        { "passport no. C01X00T47? passport L01234567", EntityType.Passport, "L01234567" },
        { "driver's license D1234567", EntityType.DriverLicense, "D1234567" },
        { "She was born on March 5, 1987 in Rome", EntityType.DateOfBirth, "March 5, 1987" },
        { "dob=1987-03-05", EntityType.DateOfBirth, "1987-03-05" },
        { "lives at 742 North Evergreen Terrace, Springfield", EntityType.StreetAddress, "742 North Evergreen Terrace" },
        { "zip code 90210", EntityType.PostalCode, "90210" },
        { "postcode: SW1A 1AA", EntityType.PostalCode, "SW1A 1AA" },
        { "device 3c:22:fb:81:0a:9e joined", EntityType.MacAddress, "3c:22:fb:81:0a:9e" },
        { "IMEI 49-015420-323751-8", EntityType.Imei, "49-015420-323751-8" },
        { "VIN 1M8GDM9AXKP042788", EntityType.Vin, "1M8GDM9AXKP042788" },
        { "license plate ABC 1234", EntityType.LicensePlate, "ABC 1234" },
        { "pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa now", EntityType.BitcoinAddress, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" },
        { "or bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", EntityType.BitcoinAddress, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" },
        { "to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", EntityType.EthereumAddress, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed" },
        { "coordinates 48.858370, 2.294481", EntityType.GeoCoordinates, "48.858370, 2.294481" },
        { "MRN 00482913", EntityType.MedicalRecord, "00482913" },
        { "ICD-10 E11.9", EntityType.IcdCode, "E11.9" },
        { "member ID XEA 902845113", EntityType.HealthInsurance, "XEA 902845113" },
        { "VAT no. DE136695976", EntityType.VatNumber, "DE136695976" },
        { "National Insurance number AB 12 34 56 C", EntityType.UkNino, "AB 12 34 56 C" },
        { "NHS number 943 476 5919", EntityType.UkNhs, "943 476 5919" },
        { "UTR 1123456789", EntityType.UkUtr, "1123456789" },
        { "PPS 1234567FA", EntityType.IePps, "1234567FA" },
        { "SIN 130-692-544", EntityType.CaSin, "130-692-544" },
        { "TFN 123 456 782", EntityType.AuTfn, "123 456 782" },
        { "ABN 51 824 753 556", EntityType.AuAbn, "51 824 753 556" },
        { "Aadhaar 2341 2341 2346", EntityType.InAadhaar, "2341 2341 2346" },
        { "PAN AAAPL1234C", EntityType.InPan, "AAAPL1234C" },
        { "NRIC S1234567D", EntityType.SgNric, "S1234567D" },
        { "身份证：11010519491231002X", EntityType.CnResidentId, "11010519491231002X" },
        { "My Number 123456789018", EntityType.JpMyNumber, "123456789018" },
        { "RRN 900101-1234568", EntityType.KrRrn, "900101-1234568" },
        { "NIR 2 55 08 14 168 025 38", EntityType.FrNir, "2 55 08 14 168 025 38" },
        { "Steuer-ID 86 095 742 719", EntityType.DeTaxId, "86 095 742 719" },
        { "12345678Z (DNI)", EntityType.EsNif, "12345678Z" },
        { "NIE X1234567L", EntityType.EsNif, "X1234567L" },
        { "codice fiscale RSSMRA85T10A562S", EntityType.ItFiscalCode, "RSSMRA85T10A562S" },
        { "contribuinte 123456789", EntityType.PtNif, "123456789" },
        { "BSN 111222333", EntityType.NlBsn, "111222333" },
        { "rijksregisternummer 85.07.30-033.28", EntityType.BeNationalNumber, "85.07.30-033.28" },
        { "AHV 756.9217.0769.85", EntityType.ChAhv, "756.9217.0769.85" },
        { "SVNR 1237 010180", EntityType.AtSvnr, "1237 010180" },
        { "PESEL 44051401359", EntityType.PlPesel, "44051401359" },
        { "rodné číslo 710319/2745", EntityType.CzBirthNumber, "710319/2745" },
        { "personnummer 811228-9874", EntityType.NordicId, "811228-9874" },
        { "HETU 131052-308T", EntityType.NordicId, "131052-308T" },
        { "CPF 529.982.247-25", EntityType.BrCpf, "529.982.247-25" },
        { "CNPJ 11.222.333/0001-81", EntityType.BrCnpj, "11.222.333/0001-81" },
        { "RUT 12.345.678-5", EntityType.LatinAmericaId, "12.345.678-5" },
        { "CURP HEGG560427MVZRRL04", EntityType.LatinAmericaId, "HEGG560427MVZRRL04" },
        { "South African ID 8001015009087", EntityType.ZaId, "8001015009087" },
        { "Israeli ID 123456782", EntityType.IlId, "123456782" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_announced_value_is_found_with_its_range(string text, EntityType type, string value)
    {
        var match = Assert.Single(Find(text, EntitySet.Of(type)));
        Assert.Equal((type, value), (match.Type, text[match.Start..match.End]));
    }

    [Theory]
    [InlineData("NHS number 943 476 5918")]
    [InlineData("CPF 529.982.247-26")]
    [InlineData("IMEI 490154203237519")]
    [InlineData("VIN 1M8GDM9A1KP042788")]
    [InlineData("routing number 021000022")]
    [InlineData("DNI 12345678A")]
    [InlineData("PESEL 44051401358")]
    [InlineData("Aadhaar 2341 2341 2347")]
    [InlineData("codice fiscale RSSMRA85T10A562T")]
    [InlineData("ABN 51 824 753 557")]
    [InlineData("to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")]
    [InlineData("pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb now")]
    [InlineData("or bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")]
    [InlineData("SWIFT TRANSFER to the bank")]
    [InlineData("mask ff:ff:ff:ff:ff:ff")]
    [InlineData("the 2nd Street, the 5 Big Apples, Main Street")]
    [InlineData("9434765919 and 12345678 and 44051401359")]
    [InlineData("a being from the machine, single origin, pinned")]
    public void What_fails_the_check_or_is_not_announced_is_left_alone(string text) =>
        Assert.DoesNotContain(Find(text, EntitySet.Personal), match => IsFurther(match.Type));

    [Fact]
    public void There_are_at_least_44_types_of_personal_data_and_each_has_its_name() =>
        Assert.True(EntitySet.Personal.Count >= 44 && EntitySet.Names.Distinct().Count() == EntitySet.All.Count);

    [Fact]
    public void Where_types_overlap_the_surer_one_is_kept()
    {
        var match = Assert.Single(Find("NHS number 943 476 5919", EntitySet.Of(EntityType.UkNhs, EntityType.Phone)));
        Assert.Equal(EntityType.UkNhs, match.Type);
    }

    [Fact]
    public void The_standard_pack_looks_only_for_the_six_types_without_false_alarms() =>
        Assert.DoesNotContain(
            RepositoryRules.Engine.Scan("CPF 529.982.247-25, zip code 90210", ScanDirection.Input, RepositoryRules.Standard).Findings,
            finding => finding.Category == "pii" && finding.Action != RuleAction.None);

    private static bool IsFurther(EntityType type) => type > EntityType.IpAddress && type < EntityType.ApiKey;

    private static List<EntityMatch> Find(string text, EntitySet types)
    {
        List<EntityMatch> matches = [];
        RepositoryRules.Engine.Entities.Find(text, types, matches);
        return matches;
    }
}
