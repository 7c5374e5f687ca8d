package io.breakwater.ops.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final List<String> asked = new ArrayList<>();

    private JsonNode answer(String path, Map<String, String> pages) {
        asked.add(path);
        try {
            return new ObjectMapper().readTree(pages.getOrDefault(path, ""));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void all_pages_are_one_answer() {
        Map<String, String> pages = Map.of(
                "", "{\"environment\": \"dev\", \"tenants\": [{\"tenant\": \"a\"}], \"next\": \"a\"}",
                "?page=a", "{\"tenants\": [{\"tenant\": \"b\"}], \"next\": \"b\"}",
                "?page=b", "{\"tenants\": [{\"tenant\": \"c\"}]}");

        assertThat(Pages.all(path -> answer(path, pages)).toString())
                .isEqualTo(
                        "{\"environment\":\"dev\",\"tenants\":[{\"tenant\":\"a\"},{\"tenant\":\"b\"},{\"tenant\":\"c\"}]}");
        assertThat(asked).containsExactly("", "?page=a", "?page=b");
    }

    @Test
    void an_older_gateway_that_returns_all_at_once_is_asked_once() {
        assertThat(Pages.all(path -> answer(path, Map.of("", "{\"tenants\": [{\"tenant\": \"a\"}]}")))
                        .path("tenants"))
                .hasSize(1);
        assertThat(asked).containsExactly("");
    }
}
