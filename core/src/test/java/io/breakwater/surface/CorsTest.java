package io.breakwater.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorsTest {
    private static final String APP = "https://app.example.com";
    private static final String LAPTOP = "http://localhost:3000";
    private static final Cors ONE = new Cors(List.of(APP));
    private static final Cors TWO = new Cors(List.of(APP, LAPTOP));
    private static final Cors EVERY = new Cors(List.of(Cors.EVERY));

    @Test
    void nothing_is_said_unless_it_is_turned_on() {
        assertThat(Cors.OFF.on()).isFalse();
        assertThat(Cors.OFF.answer(Optional.of(APP))).isEmpty();
        assertThat(Cors.OFF.preflight(Optional.of(APP))).isEmpty();
        assertThat(Cors.OFF.fixed()).isEmpty();
    }

    @Test
    void a_page_that_is_named_reads_its_answers_with_all_their_headers() {
        assertThat(TWO.answer(Optional.of(LAPTOP)))
                .isEqualTo(Map.of(
                        "access-control-allow-origin", LAPTOP, "access-control-expose-headers", "*", "vary", "Origin"));
    }

    @Test
    void another_page_gets_no_leave_and_no_cache_gives_it_a_named_ones() {
        for (String other : List.of(
                "https://evil.example",
                "https://app.example.com.evil.example",
                "https://APP.example.com",
                "null",
                "*")) {
            assertThat(TWO.answer(Optional.of(other))).as(other).isEqualTo(Map.of("vary", "Origin"));
            assertThat(TWO.preflight(Optional.of(other))).as(other).doesNotContainKey("access-control-allow-origin");
        }
        assertThat(TWO.answer(Optional.empty())).isEqualTo(Map.of("vary", "Origin"));
    }

    @Test
    void with_a_star_each_answer_is_the_same_for_every_page() {
        Map<String, String> open = Map.of("access-control-allow-origin", "*", "access-control-expose-headers", "*");

        assertThat(EVERY.answer(Optional.of(APP)))
                .isEqualTo(EVERY.answer(Optional.empty()))
                .isEqualTo(EVERY.fixed())
                .isEqualTo(open);
    }

    @Test
    void a_preflight_allows_the_keys_header_by_name_and_the_methods_of_tenants() {
        assertThat(TWO.preflight(Optional.of(APP)))
                .isEqualTo(Map.of(
                        "access-control-allow-origin", APP,
                        "access-control-allow-headers", "authorization, *",
                        "access-control-allow-methods", "GET, HEAD, POST, DELETE",
                        "access-control-max-age", "7200",
                        "vary", "Origin"));
    }

    /// API Gateway sends fixed values for all headers but one.
    @Test
    void preflights_differ_by_page_in_one_header_only() {
        Map<String, String> named = TWO.preflight(Optional.of(APP));
        named.remove(Cors.ALLOW_ORIGIN);

        assertThat(named).isEqualTo(TWO.preflight(Optional.empty()));
        assertThat(EVERY.preflight(Optional.of(APP)))
                .isEqualTo(EVERY.preflight(Optional.empty()))
                .containsEntry("access-control-allow-origin", "*")
                .doesNotContainKey("vary");
    }

    @Test
    void what_the_front_says_by_itself_names_the_one_page_or_else_is_for_all() {
        assertThat(ONE.fixed())
                .isEqualTo(Map.of("access-control-allow-origin", APP, "access-control-expose-headers", "*"));
        assertThat(TWO.fixed()).containsEntry("access-control-allow-origin", "*");
    }

    @Test
    void no_answer_lets_a_browser_send_its_cookies() {
        for (Cors cors : List.of(ONE, TWO, EVERY)) {
            assertThat(cors.answer(Optional.of(APP))).doesNotContainKey("access-control-allow-credentials");
            assertThat(cors.preflight(Optional.of(APP))).doesNotContainKey("access-control-allow-credentials");
        }
    }
}
