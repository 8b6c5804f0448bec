using Sallyport.Core.Exchanges;
using Sallyport.Protocols.Json;
using Xunit;

namespace Sallyport.Tests.Planes.Llm;

public sealed class RoleTests
{
    [Fact]
    public void The_finders_roles_have_the_numbers_of_the_stages_roles()
    {
        foreach (var role in Enum.GetValues<TextRole>())
        {
            Assert.Equal(role.ToString(), ((FieldRole)(int)role).ToString());
        }

        Assert.Equal((int)FieldRole.Structural, Enum.GetValues<TextRole>().Length);
    }
}
