using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http;

public class FromBodyAttribute() : InputConverterAttribute(typeof(FromBodyConverter));
