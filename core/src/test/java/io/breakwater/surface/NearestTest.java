package io.breakwater.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("claude-haiku", "claude-sonnet", "nova");

    @Test
    void the_text_with_the_fewest_characters_to_change_is_the_nearest() {
        assertThat(Nearest.to("claude-sonet", KNOWN)).contains("claude-sonnet");
        assertThat(Nearest.to("Nova", KNOWN)).contains("nova");
        assertThat(Nearest.to("", KNOWN)).contains("nova");
    }

    @Test
    void nothing_is_near_where_nothing_is_known_and_to_what_nobody_mistypes() {
        assertThat(Nearest.to("claude", List.of())).isEmpty();
        assertThat(Nearest.to("x".repeat(201), KNOWN)).isEmpty();
    }
}
