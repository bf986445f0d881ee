namespace Microsoft.Azure.Functions.Worker.Http;

// Only names the converter: reading the body is the worker's work.
internal static class FromBodyConverter
{
}
