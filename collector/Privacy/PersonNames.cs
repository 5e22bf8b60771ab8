using System.Collections.Frozen;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Privacy;

/// <summary>Tells by its name whether a member identifies a person: email, userId, $device_id, shippingAddress, customer, gclid.</summary>
static class PersonNames
{
    static readonly FrozenSet<string> _anywhere = FrozenSet.ToFrozenSet([
        "email",
        "emails",
        "mail",
        "phone",
        "telephone",
        "fax",
        "password",
        "passwd",
        "pwd",
        "secret",
        "token",
        "jwt",
        "cookie",
        "ssn",
        "iban",
        "passport",
        "birth",
        "birthday",
        "birthdate",
        "dob",
        "surname",
        "firstname",
        "lastname",
        "fullname",
        "username",
        "nickname",
        "login",
        "address",
        "street",
        "postcode",
        "zip",
        "zipcode",
        "latitude",
        "longitude",
        "lat",
        "lng",
        "lon",
        "geo",
        "geoip",
        "ip",
        "ips",
        "person",
        "customer",
        "user",
        "userid",
        "uid",
        "alias",
        "member",
        "contact",
        "account",
        "recipient",
        "profile",
        "visitor",
        "distinct",
        "anonymous",
        "idfa",
        "idfv",
        "gaid",
        "aaid",
        "gclid",
        "fbclid",
        "msclkid",
        "dclid",
        "wbraid",
        "gbraid",
        "ttclid",
        "twclid",
        "yclid",
        "irclid",
        "qclid",
        "sccid",
        "bfcid",
        "igshid",
        "epik",
        "oppref",
        "kx",
        "fbp",
        "fbc",
        "avatar",
        "traits",
    ]);

    static readonly FrozenSet<string> _lastTwo = FrozenSet.ToFrozenSet([
        "emailaddress",
        "firstname",
        "lastname",
        "fullname",
        "middlename",
        "givenname",
        "familyname",
        "realname",
        "displayname",
        "cardnumber",
        "creditcard",
        "cardholder",
        "fatid",
        "rdtcid",
        "mceid",
        "deviceid",
        "devicename",
        "androidid",
        "advertisingid",
        "clientid",
        "sessionid",
        "windowid",
        "insertid",
        "postalcode",
        "taxid",
        "previousid",
    ]);

    /// <summary>The beginnings of PostHog's names for a person's data.</summary>
    static readonly string[] _beginnings = ["$set", "$group", "$geoip"];

    public static bool Contains(string name)
    {
        if (Array.Exists(_beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal)))
            return true;

        var words = IdentifierWords.Of(name);
        for (var at = 0; at < words.Count; at++)
        {
            if (
                _anywhere.Contains(words[at])
                || (at > 0 && (_lastTwo.Contains(words[at - 1] + words[at]) || _anywhere.Contains(words[at - 1] + words[at])))
            )
            {
                return true;
            }
        }

        return false;
    }
}
