using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Glia.Studio.Web;

/// <summary>
/// Who may come in. A page of another site can make a browser send requests here, and can point a name of its own at this machine (DNS
/// rebinding): so the Host must be this one, a foreign Origin is refused, and everything needs the token, as a cookie that is not sent
/// from other sites, or as a header.
/// </summary>
internal sealed class Gate(string token, IPAddress listen)
{
    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);

    /// <summary>Gets or sets the port that was got.</summary>
    public int Port { get; set; }

    /// <summary>Gets host and port to open.</summary>
    public string Host => new IPEndPoint(listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : listen, Port).ToString();

    /// <summary>Cookies do not know ports; two studios must not share one.</summary>
    private string Cookie => string.Create(CultureInfo.InvariantCulture, $"glia_studio_{Port}");

    /// <summary>Lets a request pass, or answers it.</summary>
    public bool Passes(HttpContext http)
    {
        Harden(http.Response);
        string host = http.Request.Host.Value ?? "";
        if (!IsOwn(host, http))
        {
            return Refuse(http, 421);
        }

        string origin = http.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsOwn(origin.StartsWith("http://", StringComparison.Ordinal) ? origin[7..] : origin, http))
        {
            return Refuse(http, 403);
        }

        // To a browser another port of this machine is the same site, which our cookie is sent from, and pictures and scripts are asked for without an Origin. A link that
        // leads to the page is no request of the site it stands on.
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && http.Request.Path != "/")
        {
            return Refuse(http, 403);
        }

        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Path == "/" && Matches(http.Request.Query["token"].ToString()))
        {
            // The token leaves the address bar and the history; the part after # stays with the browser.
            http.Response.Cookies.Append(Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            http.Response.StatusCode = 303;
            http.Response.Headers.Location = "/";
            return false;
        }

        return Matches(http.Request.Cookies[Cookie]) || Matches(http.Request.Headers["X-Glia-Token"].ToString()) || Refuse(http, 401);
    }

    // A name never counts but localhost; listening on every address, the one that was connected to does.
    private bool IsOwn(string host, HttpContext http) =>
        host.Equals(string.Create(CultureInfo.InvariantCulture, $"localhost:{Port}"), StringComparison.OrdinalIgnoreCase)
        || (IPEndPoint.TryParse(host, out IPEndPoint? end) && end.Port == Port && (end.Address.Equals(IPAddress.Loopback) || end.Address.Equals(listen) || end.Address.Equals(Plain(http.Connection.LocalIpAddress))));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private bool Matches(string? given) => given is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _token);

    private static bool Refuse(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Items["refused"] = status switch
        {
            401 => "This studio wants its token: open the address that 'glia studio' printed.",
            403 => "Requests from other sites are not answered.",
            _ => "This studio answers to the address that 'glia studio' printed, and to localhost.",
        };
        return false;
    }

    private static void Harden(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
    }
}
