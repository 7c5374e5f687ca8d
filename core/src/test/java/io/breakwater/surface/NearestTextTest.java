package io.breakwater.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTextTest {
    private static final List<String> KNOWN = List.of("claude-haiku", "claude-sonnet", "nova");

    @Test
    void the_text_with_the_fewest_characters_to_change_is_the_nearest() {
        assertThat(NearestText.to("claude-sonet", KNOWN)).contains("claude-sonnet");
        assertThat(NearestText.to("Nova", KNOWN)).contains("nova");
        assertThat(NearestText.to("", KNOWN)).contains("nova");
    }

    @Test
    void capital_letters_are_no_difference() {
        assertThat(NearestText.to("NOVA-LITE", List.of("haiku", "nova-lite"))).contains("nova-lite");
        assertThat(NearestText.hint("NOVA", KNOWN)).isEqualTo("; did you mean 'nova'?");
    }

    @Test
    void nothing_is_near_if_nothing_is_known_or_the_text_is_too_long_for_a_typing_error() {
        assertThat(NearestText.to("claude", List.of())).isEmpty();
        assertThat(NearestText.to("x".repeat(201), KNOWN)).isEmpty();
    }
}
