using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Sequences;

/// <summary>Settings of the experiment that spans all campaigns.</summary>
public sealed class ExperimentOptions
{
    /// <summary>Gets or sets the fraction of all users whom no campaign contacts, so that the programme as a whole can be measured.</summary>
    /// <value>Default 0, which is nobody; to 0.5. A larger one only adds users, a smaller one only removes some; an enrolment keeps the arm it began with.</value>
    [Range(0, 0.5)]
    public double GlobalHoldoutShare { get; set; }

    /// <summary>Gets or sets the salt of that draw. Another one draws everybody anew, so that who was held out for a year is not held out for good.</summary>
    /// <value>Default <c>global</c>; 1 to 64 characters.</value>
    [Required]
    [StringLength(64, MinimumLength = 1)]
    public string GlobalHoldoutSalt { get; set; } = "global";

    /// <summary>The draw that these settings ask for.</summary>
    public GlobalHoldout Draw() => new(GlobalHoldoutShare, GlobalHoldoutSalt);
}
