namespace Bus.Examples.Input;

/// <summary>One text file to count.</summary>
/// <param name="Id">Its number in this run, by which messages refer to it.</param>
/// <param name="Path">Where it is, absolute.</param>
/// <param name="Bytes">Its size when the run began.</param>
internal sealed record InputFile(int Id, string Path, long Bytes);
