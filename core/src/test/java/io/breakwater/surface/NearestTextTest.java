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
    void nothing_is_near_where_nothing_is_known_and_to_what_nobody_mistypes() {
        assertThat(NearestText.to("claude", List.of())).isEmpty();
        assertThat(NearestText.to("x".repeat(201), KNOWN)).isEmpty();
    }
}
