package io.breakwater.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A range of IPv4 or IPv6 addresses (RFC 4632, RFC 4291): `203.0.113.0/24`, `2001:db8::/32`.
public final class Cidr {
    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f.:]{2,45})/([0-9]{1,3})");

    private final IpAddress network;
    private final int prefix;
    private final String text;

    private Cidr(IpAddress network, int prefix, String text) {
        this.network = network;
        this.prefix = prefix;
        this.text = text;
    }

    /// Reads `address/prefix`.
    ///
    /// @throws IllegalArgumentException if the text is something else, the prefix is longer than the address, or
    /// bits behind it are set
    public static Cidr of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw malformed(text);
        }
        IpAddress network = IpAddress.parse(parts.group(1)).orElseThrow(() -> malformed(text));
        int prefix = Integer.parseInt(parts.group(2));
        if (prefix > network.bits()) {
            throw malformed(text);
        }
        if (!network.masked(prefix).equals(network)) {
            throw new IllegalArgumentException("the address range '%s' has bits behind its prefix; write %s/%d"
                    .formatted(text, network.masked(prefix), prefix));
        }
        return new Cidr(network, prefix, text);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "an address range must be like 203.0.113.0/24 or 2001:db8::/32, got '" + text + "'");
    }

    /// Whether the address lies in the range; one of the other family never does.
    boolean contains(IpAddress address) {
        return address.bits() == network.bits() && address.masked(prefix).equals(network);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr range && network.equals(range.network) && prefix == range.prefix;
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + prefix;
    }

    /// As it was written.
    @Override
    public String toString() {
        return text;
    }
}
