package io.breakwater.ops.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/// What an operator reads about the API's answers.
class AnswerTextsTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void a_new_keys_text_stands_alone_on_its_line_with_what_it_replaces() throws Exception {
        String text = AnswerTexts.newKey(json("""
                {"tenant":"search","key":{"id":"k2"},"secret":"bw_abc","replaces":{"id":"k1"},"warning":"Two keys live."}
                """));
        assertThat(text.lines())
                .startsWith("Key k2 of tenant search. Its text is shown only this once:", "", "bw_abc", "")
                .contains("It replaces k1, which ends after the grace.", "Two keys live.");
        assertThat(AnswerTexts.newKey(json("{\"tenant\":\"search\",\"key\":{\"id\":\"k2\"},\"secret\":\"bw_abc\"}")))
                .doesNotContain("replaces");
    }

    @Test
    void a_member_that_an_older_gateway_does_not_send_is_a_dash() throws Exception {
        assertThat(AnswerTexts.tenants(json("{\"tenants\":[{\"tenant\":\"search\",\"plan\":null}]}"))
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .containsPattern("^search +- +- +- +- +active +none");
    }

    @Test
    void a_suspended_tenant_and_its_overrides_are_shown() throws Exception {
        assertThat(AnswerTexts.amended(json("""
                {"tenant":"search","suspended":true,"overrides":[
                  {"limit":"concurrency","value":5,"until":"2027-01-01T00:00:00Z"},
                  {"limit":"usdPerMonth","value":"12.500000","until":"2027-02-01T00:00:00Z"}]}
                """)))
                .isEqualTo("Tenant search: suspended, overrides: concurrency=5 until 2027-01-01T00:00:00Z,"
                        + " usdPerMonth=12.500000 until 2027-02-01T00:00:00Z");
    }

    @Test
    void a_drain_says_until_when_and_how_soon_the_routers_know() throws Exception {
        assertThat(AnswerTexts.drain(json("{\"name\":\"a\",\"drained\":true,\"until\":\"2027-01-01T00:00:00Z\"}")))
                .isEqualTo("a is drained until 2027-01-01T00:00:00Z; the routers know within 5 s.");
        assertThat(AnswerTexts.drain(json("{\"name\":\"a\",\"drained\":true}")))
                .isEqualTo("a is drained until it is brought back; the routers know within 5 s.");
        assertThat(AnswerTexts.drain(json("{\"name\":\"a\",\"drained\":false}")))
                .isEqualTo("a is back in service; the routers know within 5 s.");
    }

    @Test
    void a_key_for_anything_from_anywhere_says_any() throws Exception {
        assertThat(AnswerTexts.keys(
                                json(
                                        "{\"keys\":[{\"id\":\"k1\",\"state\":\"live\",\"models\":[],\"sources\":[]},"
                                                + "{\"id\":\"k2\",\"state\":\"live\",\"models\":[\"a\",\"b\"],\"sources\":[\"10.0.0.0/8\"]}]}"))
                        .lines()
                        .skip(1))
                .satisfiesExactly(
                        first -> assertThat(first).containsPattern("any +any *$"),
                        second -> assertThat(second).containsPattern("a,b +10\\.0\\.0\\.0/8 *$"));
    }

    @Test
    void without_tenants_of_operators_it_says_so() throws Exception {
        assertThat(AnswerTexts.entries(json("{\"entries\":[]}"))).isEqualTo("No operator has applied a tenant.");
    }
}
