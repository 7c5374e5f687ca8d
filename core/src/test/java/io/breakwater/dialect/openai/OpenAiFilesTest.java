package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.DistinctNames;
import io.breakwater.model.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files in a chat completion become Converse's documents and images.
class OpenAiFilesTest {
    /// The text is `%PDF-1.7`.
    private static final String PDF = "JVBERi0xLjc=";

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private String content(String parts) {
        String body = "{\"model\":\"claude-sonnet\",\"messages\":[{\"role\":\"user\",\"content\":[" + parts + "]}]}";
        return Samples.json(Samples.call(dialect.decode(Samples.post("/v1/chat/completions", body))))
                .at("/messages/0/content")
                .toString();
    }

    private static String file(String data, String name) {
        return "{\"type\":\"file\",\"file\":{\"file_data\":\"" + data + "\",\"filename\":\"" + name + "\"}}";
    }

    private static String document(String format, String name, String bytes) {
        return "{\"document\":{\"format\":\"%s\",\"source\":{\"bytes\":\"%s\"},\"name\":\"%s\"}}"
                .formatted(format, bytes, name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data:application/pdf;base64,AAAA           | a.pdf       | pdf
            data:APPLICATION/PDF;name=a;base64,AAAA    | ''          | pdf
            data:application/octet-stream;base64,AAAA  | a.DOCX      | docx
            data:application/msword;base64,AAAA        | a           | doc
            data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,AAAA | a | xlsx
            data:text/csv;base64,AAAA                  | a           | csv
            data:text/markdown;charset=utf-8;base64,AAAA | a         | md
            data:text/x-java;base64,AAAA               | A.java      | txt
            data:application/json;base64,AAAA          | a.json      | txt
            data:;base64,AAAA                          | a.html      | html
            AAAA                                       | a.xls       | xls
            """)
    void the_format_is_told_by_the_media_type_or_by_the_name(String data, String name, String format) {
        assertThat(content("{\"type\":\"text\",\"text\":\"t\"}," + file(data, name)))
                .startsWith("[{\"text\":\"t\"},{\"document\":{\"format\":\"" + format + "\"")
                .contains("\"bytes\":\"AAAA\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data:text/plain;base64,JVBERi0xLjc=      | document | pdf
            JVBERi0xLjc=                             | document | pdf
            data:application/pdf;base64,iVBORw0KGgo= | image    | png
            data:application/pdf;base64,/9j/4AAQ     | image    | jpeg
            data:image/png;base64,R0lGODlh           | image    | gif
            data:image/png;base64,UklGRiQAAABXRUJQVlA4 | image  | webp
            """)
    void what_the_first_bytes_say_counts_before_what_it_is_called(String data, String block, String format) {
        assertThat(content(file(data, "a.txt"))).contains("{\"" + block + "\":{\"format\":\"" + format + "\"");
    }

    @Test
    void an_images_format_is_that_of_its_bytes() {
        String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,/9j/4AAQ\"}}";
        assertThat(content(image)).contains("\"format\":\"jpeg\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Report_2026 v1.2.pdf  | Report 2026 v1 2
            [a] (b)-c.pdf         | [a] (b)-c
            ../../etc/passwd      | etc passwd
            a   b.pdf             | a b
            日本語.pdf             | document
            ''                    | document
            .pdf                  | document
            """)
    void a_name_is_written_as_bedrock_takes_it(String name, String wanted) {
        assertThat(content("{\"type\":\"text\",\"text\":\"t\"}," + file(PDF, name)))
                .isEqualTo("[{\"text\":\"t\"}," + document("pdf", wanted, PDF) + "]");
    }

    @Test
    void a_long_name_is_cut() {
        assertThat(new DistinctNames().ofDocument("x".repeat(1_000) + ".pdf")).hasSizeLessThan(200);
    }

    @Test
    void names_differ() {
        assertThat(content("{\"type\":\"text\",\"text\":\"t\"}," + file(PDF, "a.pdf") + "," + file(PDF, "a!.pdf")))
                .isEqualTo("[{\"text\":\"t\"}," + document("pdf", "a", PDF) + "," + document("pdf", "a 2", PDF) + "]");
    }

    @Test
    void a_document_without_a_text_gets_one() {
        assertThat(content(file(PDF, "a.pdf")))
                .isEqualTo("[" + document("pdf", "a", PDF) + ",{\"text\":\"(see the document)\"}]");
    }

    @Test
    void a_tool_may_return_a_file() {
        String body = """
                {"model":"claude-sonnet","messages":[{"role":"user","content":"a"},
                {"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c","content":[%s]}]}""".formatted(file(PDF, "a.pdf"));
        var call = Samples.call(dialect.decode(Samples.post("/v1/chat/completions", body)));
        assertThat(Samples.json(call).at("/messages/2/content/0/toolResult/content"))
                .hasToString("[" + document("pdf", "a", PDF) + "]");
        assertThat(Samples.body(call).needs()).contains(Feature.DOCUMENTS);
    }

    @Test
    void sound_is_refused_by_its_name() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}]}";
        assertThat(Samples.refusal(dialect.decode(Samples.post("/v1/chat/completions", body)))
                        .message())
                .isEqualTo(
                        "messages[0].content[0].type is input_audio, which no model accepts here; send its content as text");
    }
}
