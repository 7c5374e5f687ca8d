package io.breakwater.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    private static boolean contains(String range, String address) {
        return Cidr.of(range).contains(IpAddress.parse(address).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 255.255.255.255, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "203.0.113.128/25, 203.0.113.127, false",
        "203.0.113.128/25, 203.0.113.128, true",
        "203.0.113.7/32, 203.0.113.7, true",
        "203.0.113.7/32, 203.0.113.6, false",
        "::/0, 2001:db8::1, true",
        "::/0, 10.0.0.1, false",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8:0:1::/64, 2001:db8:0:1:8000::1, true",
        "2001:db8:0:1:8000::/65, 2001:db8:0:1:7fff::1, false",
        "2001:DB8::1/128, 2001:db8:0:0:0:0:0:1, true",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, ::10.1.2.3, false"
    })
    void an_address_is_in_a_range_or_it_is_not(String range, String address, boolean inside) {
        assertThat(contains(range, address)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "1.2.3.4./32",
                "2001:db8::/129",
                "2001:db8/32",
                "2001:db8:::/32",
                "1::2::3/128",
                "1:2:3:4:5:6:7:8:9/128",
                "1:2:3:4::5:6:7:8/128",
                "fe80::1%eth0/64",
                "12345::/16",
                "localhost/8",
                "10.0.0.0/8 ",
                "10.0.0.0/8\n"
            })
    void what_is_no_range_is_refused_with_the_value(String text) {
        assertThatThrownBy(() -> Cidr.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("203.0.113.0/24");
    }

    @Test
    void a_range_with_bits_behind_its_prefix_is_refused_and_the_right_one_named() {
        assertThatThrownBy(() -> Cidr.of("10.1.2.3/8"))
                .hasMessage("the address range '10.1.2.3/8' has bits behind its prefix; write 10.0.0.0/8");
        assertThatThrownBy(() -> Cidr.of("2001:db8::1/32")).hasMessageContaining("write 2001:db8:0:0:0:0:0:0/32");
    }

    @Test
    void ranges_are_equal_by_what_they_cover_and_print_as_they_were_written() {
        assertThat(Cidr.of("2001:DB8::/32"))
                .isEqualTo(Cidr.of("2001:db8:0::/32"))
                .hasToString("2001:DB8::/32");
        assertThat(Cidr.of("10.0.0.0/8")).isNotEqualTo(Cidr.of("10.0.0.0/9"));
    }
}
