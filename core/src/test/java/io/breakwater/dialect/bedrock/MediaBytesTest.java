package io.breakwater.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaBytesTest {
    private static final String PNG = base64("\u0089PNG\r\n");
    private static final String JPEG = base64("\u00FF\u00D8\u00FF\u00E0");
    private static final String PDF = base64("%PDF-1.7");

    private static String base64(String bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Decoded decode(String block) {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"},%s]}]}".formatted(block);
        return new BedrockDialect(Samples.GATE).decode(Samples.post("/model/claude/converse", body));
    }

    private static String block(String file, String format, String bytes) {
        return "{\"%s\":{\"format\":\"%s\",\"source\":{\"bytes\":\"%s\"}}}".formatted(file, format, bytes);
    }

    private static JsonNode sent(String block) {
        return Samples.json(Samples.call(decode(block))).at("/messages/0/content/1");
    }

    @ParameterizedTest
    @CsvSource({"image,png,jpeg", "image,PNG,jpeg", "image,image/jpeg,jpeg", "image,jpeg,jpeg"})
    void an_image_has_the_format_of_its_bytes(String file, String said, String is) {
        assertThat(sent(block(file, said, JPEG))).hasToString(block(file, is, JPEG));
    }

    @Test
    void a_pdf_is_one_whatever_it_is_called() {
        assertThat(sent(block("document", "txt", PDF))).hasToString(block("document", "pdf", PDF));
        assertThat(sent("{\"document\":{\"source\":{\"bytes\":\"" + PDF + "\"}}}")
                        .at("/document/format"))
                .hasToString("\"pdf\"");
    }

    @ParameterizedTest
    @CsvSource({"image,png", "document,md", "video,mp4", "audio,mp3"})
    void a_format_that_the_bytes_do_not_tell_stays(String file, String format) {
        assertThat(sent(block(file, format, "AAAA"))).hasToString(block(file, format, "AAAA"));
    }

    @Test
    void base64_in_lines_and_without_padding_is_read() {
        String lines = PNG.substring(0, 4) + "\\r\\n" + PNG.substring(4).replace("=", "");
        assertThat(sent(block("image", "png", lines))).hasToString(block("image", "png", PNG));
    }

    @Test
    void base64_that_is_as_long_in_lines_as_with_padding_is_read() {
        assertThat(sent(block("image", "png", "iVBORw0K\\nGgo"))).hasToString(block("image", "png", "iVBORw0KGgo="));
    }

    @Test
    void a_picture_that_a_tool_returned_is_read_alike() {
        String use = "{\"role\":\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}]}";
        String result = "{\"toolResult\":{\"toolUseId\":\"t\",\"content\":[" + block("image", "png", JPEG) + "]}}";
        String body = "{\"messages\":[%s,{\"role\":\"user\",\"content\":[%s]}]}".formatted(use, result);
        Decoded decoded = new BedrockDialect(Samples.GATE).decode(Samples.post("/model/claude/converse", body));
        assertThat(Samples.json(Samples.call(decoded)).at("/messages/2/content/0/toolResult/content/0"))
                .hasToString(block("image", "jpeg", JPEG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://example.com/a.png", "data:image/png;base64,AAAA", "A", "AA-_"})
    void what_is_no_base64_is_refused_by_name(String bytes) {
        assertThat(Samples.refusal(decode(block("image", "png", bytes))).message())
                .startsWith("messages[0].content[1].image.source.bytes must ");
    }
}
