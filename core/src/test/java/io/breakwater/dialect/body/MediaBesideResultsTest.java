package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import org.junit.jupiter.api.Test;

class MediaBesideResultsTest {

    /// Bedrock takes names of at most 200 characters ("DocumentBlock", Amazon Bedrock API Reference).
    @Test
    void a_name_that_is_numbered_is_no_longer_than_bedrock_takes() {
        String name = "n".repeat(200);
        String document = "{\"document\":{\"name\":\"" + name + "\",\"format\":\"txt\"}}";
        String result = "{\"toolResult\":{\"toolUseId\":\"1\",\"content\":[" + document + "," + document + "]}}";

        assertThat(MediaBesideResults.change()
                        .in(Samples.json("{\"messages\":[{\"role\":\"user\",\"content\":[" + result + "]}]}"))
                        .findValuesAsText("name"))
                .containsExactly(name, "n".repeat(198) + " 2");
    }
}
