namespace Sallyport.DetectionBench;

/// <summary>Which classifier judges a row.</summary>
internal enum ClassifierChoice
{
    /// <summary>For each row one that was trained without the row's origin: the honest figure.</summary>
    Unseen,

    /// <summary>None: rules and recognisers alone.</summary>
    None,

    /// <summary>The shipped one, which has seen the data if it was trained on it.</summary>
    Shipped,
}
