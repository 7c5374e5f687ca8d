package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.body.FileFormat;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlTest {
    private static Optional<String> image(String url) {
        return DataUrl.parse(url)
                .flatMap(data -> FileFormat.of(data.mediaType(), "", data.base64())
                        .filter(FileFormat::isImage)
                        .map(format -> format.name() + " " + data.base64()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data:image/png;base64,AAAA                        | png
            data:image/PNG;base64,AAAA                        | png
            DATA:Image/Jpeg;BASE64,AAAA                       | jpeg
            data:image/jpg;base64,AAAA                        | jpeg
            data:image/gif;charset=utf-8;base64,AAAA          | gif
            data:image/webp;name=a.webp;charset=x;base64,AAAA | webp
            data:image/png; charset=utf-8; base64,AAAA        | png
            """)
    void media_types_are_read_in_any_case_and_with_parameters(String url, String format) {
        assertThat(image(url)).hasValue(format + " AAAA");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AAAA              | AAAA
            AAA=              | AAA=
            AA==              | AA==
            AAAAAA            | AAAAAA==
            AAAAAAA           | AAAAAAA=
            AAAA BBBB         | AAAABBBB
            AA AA CC ==       | AAAACC==
            """)
    void base64_is_read_in_lines_and_without_padding(String written, String read) {
        String url = "data:image/png;base64," + written.replace(" ", "\r\n");
        assertThat(image(url)).hasValue("png " + read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data:",
                "https://x.test/a.png",
                "data:image/png,AAAA",
                "data:image/png;charset=base64,AAAA",
                "data:;base64,AAAA",
                "data:image/svg+xml;base64,AAAA",
                "data:image/png;base64,",
                "data:image/png;base64, \n",
                "data:image/png;base64,A",
                "data:image/png;base64,AAAAA",
                "data:image/png;base64,AA=A",
                "data:image/png;base64,AA=",
                "data:image/png;base64,AAAA====",
                "data:image/png;base64,====",
                "data:image/png;base64,AA-_",
                "data:image/png;base64,AAA\u0100"
            })
    void what_is_no_image_is_none(String url) {
        assertThat(image(url)).isEmpty();
    }

    @Test
    void a_head_of_any_length_is_given_up_soon() {
        assertThat(image("data:image/png" + ";".repeat(1_000_000) + "base64,AAAA"))
                .isEmpty();
    }

    @Test
    void bytes_of_any_number_in_lines_are_the_same_bytes() {
        SplittableRandom random = new SplittableRandom(20_261_129);
        for (int length = 1; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String url = "data:image/png;base64,"
                    + Base64.getMimeEncoder().withoutPadding().encodeToString(bytes);
            assertThat(DataUrl.parse(url))
                    .hasValue(new DataUrl("image/png", Base64.getEncoder().encodeToString(bytes)));
        }
    }
}
