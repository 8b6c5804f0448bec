namespace Sallyport.Detection.Recognizers;

/// <summary>The kinds of sensitive value that are recognised: personal data first, then secrets. At most 64, the bits of <see cref="EntitySet"/>.</summary>
public enum EntityType
{
    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Telephone number.</summary>
    Phone,

    /// <summary>Payment card number with a valid check digit.</summary>
    CreditCard,

    /// <summary>International bank account number with valid check digits.</summary>
    Iban,

    /// <summary>United States social security number.</summary>
    UsSsn,

    /// <summary>IPv4 or IPv6 address other than loopback and unspecified.</summary>
    IpAddress,

    /// <summary>United States individual taxpayer number.</summary>
    UsItin,

    /// <summary>United States employer number.</summary>
    UsEin,

    /// <summary>United States provider number of health care.</summary>
    UsNpi,

    /// <summary>United States registration of a prescriber.</summary>
    UsDea,

    /// <summary>United States Medicare beneficiary number.</summary>
    UsMedicareId,

    /// <summary>United States bank routing number.</summary>
    AbaRouting,

    /// <summary>Bank account number named as such.</summary>
    BankAccount,

    /// <summary>Bank identifier (BIC).</summary>
    SwiftCode,

    /// <summary>Passport number named as such.</summary>
    Passport,

    /// <summary>Driving licence number named as such.</summary>
    DriverLicense,

    /// <summary>Date of birth named as such.</summary>
    DateOfBirth,

    /// <summary>House number with a street, or an address named as such.</summary>
    StreetAddress,

    /// <summary>Postal code named as such.</summary>
    PostalCode,

    /// <summary>Hardware address of a network device.</summary>
    MacAddress,

    /// <summary>Mobile equipment number.</summary>
    Imei,

    /// <summary>Vehicle identification number.</summary>
    Vin,

    /// <summary>Vehicle plate named as such.</summary>
    LicensePlate,

    /// <summary>Bitcoin address with a valid checksum.</summary>
    BitcoinAddress,

    /// <summary>Ethereum address; in mixed case with a valid checksum.</summary>
    EthereumAddress,

    /// <summary>Latitude and longitude.</summary>
    GeoCoordinates,

    /// <summary>Medical record or patient number named as such.</summary>
    MedicalRecord,

    /// <summary>Diagnosis code named as such.</summary>
    IcdCode,

    /// <summary>Health insurance or member number named as such.</summary>
    HealthInsurance,

    /// <summary>European VAT number named as such.</summary>
    VatNumber,

    /// <summary>United Kingdom national insurance number.</summary>
    UkNino,

    /// <summary>United Kingdom health service number.</summary>
    UkNhs,

    /// <summary>United Kingdom taxpayer reference.</summary>
    UkUtr,

    /// <summary>Irish personal public service number.</summary>
    IePps,

    /// <summary>Canadian social insurance number.</summary>
    CaSin,

    /// <summary>Australian tax file number.</summary>
    AuTfn,

    /// <summary>Australian business number.</summary>
    AuAbn,

    /// <summary>Australian Medicare number.</summary>
    AuMedicare,

    /// <summary>Indian Aadhaar number.</summary>
    InAadhaar,

    /// <summary>Indian permanent account number.</summary>
    InPan,

    /// <summary>Singapore identity number.</summary>
    SgNric,

    /// <summary>Chinese resident identity number.</summary>
    CnResidentId,

    /// <summary>Japanese individual number.</summary>
    JpMyNumber,

    /// <summary>Korean resident registration number.</summary>
    KrRrn,

    /// <summary>Thai identity number.</summary>
    ThNationalId,

    /// <summary>French social security number.</summary>
    FrNir,

    /// <summary>German tax identification number.</summary>
    DeTaxId,

    /// <summary>Spanish identity number (DNI or NIE).</summary>
    EsNif,

    /// <summary>Italian fiscal code.</summary>
    ItFiscalCode,

    /// <summary>Portuguese tax number.</summary>
    PtNif,

    /// <summary>Dutch citizen service number.</summary>
    NlBsn,

    /// <summary>Belgian national number.</summary>
    BeNationalNumber,

    /// <summary>Swiss insurance number.</summary>
    ChAhv,

    /// <summary>Austrian insurance number.</summary>
    AtSvnr,

    /// <summary>Polish national number.</summary>
    PlPesel,

    /// <summary>Czech or Slovak birth number.</summary>
    CzBirthNumber,

    /// <summary>Swedish, Norwegian, Danish or Finnish personal number.</summary>
    NordicId,

    /// <summary>Brazilian taxpayer number of a person.</summary>
    BrCpf,

    /// <summary>Brazilian taxpayer number of a company.</summary>
    BrCnpj,

    /// <summary>Argentine, Chilean or Mexican personal or tax number.</summary>
    LatinAmericaId,

    /// <summary>South African identity number.</summary>
    ZaId,

    /// <summary>Israeli identity number.</summary>
    IlId,

    /// <summary>API key, access token, password or connection string found by a secret rule.</summary>
    ApiKey,

    /// <summary>Private key block.</summary>
    PrivateKey,
}
