package io.breakwater.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @Test
    void a_generated_key_has_the_documented_form_and_is_read_back() {
        ApiKey key = ApiKey.generate("dev", random);

        assertThat(key.text()).matches("bw_dev_[0-9A-Za-z]{12}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}");
        assertThat(key.text()).contains("_" + key.keyId() + "_");
        assertThat(ApiKey.parse(key.text())).isInstanceOfSatisfying(KeyText.WellFormed.class, read -> {
            assertThat(read.key().keyId()).isEqualTo(key.keyId());
            assertThat(read.key().environment()).isEqualTo("dev");
            assertThat(read.key().text()).isEqualTo(key.text());
        });
    }

    @Test
    void keys_do_not_repeat_and_use_every_digit() {
        Set<String> texts = new HashSet<>();
        Set<Character> digits = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String text = ApiKey.generate("dev", random).text();
            texts.add(text);
            text.substring(20, 52).chars().forEach(digit -> digits.add((char) digit));
        }

        assertThat(texts).hasSize(1_000);
        assertThat(digits).hasSize(62);
    }

    @Test
    void every_changed_letter_is_found_by_the_checksum() {
        String text = ApiKey.generate("dev", random).text();
        for (int at = 7; at < text.length(); at++) {
            char other = text.charAt(at) == 'x' ? 'y' : 'x';
            String changed = text.substring(0, at) + other + text.substring(at + 1);

            assertThat(ApiKey.parse(changed)).as(changed).isInstanceOf(KeyText.Malformed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sk-ant-api03-abc", "bw_dev_short_secret_crc", "bw__", "bw_dev"})
    void what_is_no_key_is_malformed_and_the_reason_does_not_repeat_it(String text) {
        assertThat(ApiKey.parse(text))
                .isEqualTo(new KeyText.Malformed("not of the form bw_<environment>_<id>_<secret>_<checksum>"));
    }

    @Test
    void printing_a_key_shows_its_id_and_not_its_secret() {
        ApiKey key = ApiKey.generate("dev", random);
        String secret = key.text().substring(20, 52);

        assertThat(key.toString()).contains(key.keyId()).doesNotContain(secret);
        assertThat("%s %s".formatted(key, new KeyText.WellFormed(key))).doesNotContain(secret);
    }

    @Test
    void an_environment_that_cannot_be_in_a_key_is_refused_with_its_name() {
        assertThatThrownBy(() -> ApiKey.generate("Dev_1", random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Dev_1'");
    }
}
