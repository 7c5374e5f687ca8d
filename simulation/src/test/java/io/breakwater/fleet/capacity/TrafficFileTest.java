package io.breakwater.fleet.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Alias;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Traffic as people write it down, and the messages about their mistakes.
final class TrafficFileTest {
    private static final String HEADER =
            "tenant,alias,hour,requests,input_p50,input_p99,output_p50,output_p99,streamed\n";

    private static Loaded<Traffic> read(String content) {
        return TrafficFile.read("traffic.csv", content, TwoAccounts.settings().topology());
    }

    private static List<Problem> problems(String content) {
        return read(content) instanceof Loaded.Invalid<Traffic>(List<Problem> problems) ? problems : List.of();
    }

    @Test
    void more_than_can_be_played_is_refused_with_the_number_and_the_bound() {
        String many = "search,chat,3,1,100,100,50,50,1\n".repeat(20_001);
        assertThat(tooMuch(HEADER + many))
                .contains(
                        "traffic.csv has 20001 rows, and at most 20000 are played; add up tenants, or hours, that are alike");
        assertThat(tooMuch(HEADER + "search,chat,3,3600000,100,100,50,50,1\nsearch,vectors,3,1,100,100,0,0,0\n"))
                .contains(
                        "traffic.csv has 3600001 requests from 03:00 to 04:00, and at most 3600000 in an hour are played; divide its requests and the environment's quotas and limits by the same number");
        assertThat(tooMuch(HEADER + "search,chat,3,3600000,100,100,50,50,1\nsearch,chat,4,1,100,100,0,0,0\n"))
                .isEmpty();
    }

    private static Optional<String> tooMuch(String content) {
        return read(content) instanceof Loaded.Valid<Traffic>(Traffic traffic) ? traffic.tooMuch() : Optional.empty();
    }

    @Test
    void rows_are_read_by_the_names_of_their_columns() {
        Loaded<Traffic> read = read("""
                # spreadsheets put quotes and blanks around values
                max_tokens, streamed, tenant, alias, hour, requests, input_p50, input_p99, output_p50, output_p99

                512, 0.5, "search", chat, 23, 3600, 100, 900, 50, 400
                , 1, search, chat, 0, 60, 100, 100, 50, 50
                """);
        assertThat(read)
                .isInstanceOfSatisfying(
                        Loaded.Valid.class,
                        valid -> assertThat(((Traffic) valid.value()).rows())
                                .containsExactly(
                                        new Traffic.Row(
                                                TwoAccounts.SEARCH,
                                                new Alias("chat"),
                                                23,
                                                3_600,
                                                new Lengths(100, 900),
                                                new Lengths(50, 400),
                                                0.5,
                                                OptionalLong.of(512)),
                                        new Traffic.Row(
                                                TwoAccounts.SEARCH,
                                                new Alias("chat"),
                                                0,
                                                60,
                                                new Lengths(100, 100),
                                                new Lengths(50, 50),
                                                1,
                                                OptionalLong.empty())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            serach,chat,1,1,1,1,1,1,0;     there is no tenant 'serach' in the configuration; did you mean 'search'?
            search,chta,1,1,1,1,1,1,0;     there is no alias 'chta' in the configuration; did you mean 'chat'?
            other,chat,1,1,1,1,1,1,0;      tenant 'other' may not use 'chat', only vectors; add it to the tenant's models, or take the row out
            search,chat,24,1,1,1,1,1,0;    hour must be a whole number from 0 to 23 (an hour of the day in UTC), got '24'
            search,chat,-1,1,1,1,1,1,0;    hour must be a whole number from 0 to 23 (an hour of the day in UTC), got '-1'
            search,chat,1,-5,1,1,1,1,0;    requests must be a whole number from 0 to 1000000000 (how many arrive in that hour), got '-5'
            search,chat,1,1.5,1,1,1,1,0;   requests must be a whole number from 0 to 1000000000 (how many arrive in that hour), got '1.5'
            search,chat,1,1,x,1,1,1,0;     input_p50 must be a whole number from 0 to 1250000 (tokens), got 'x'
            search,chat,1,1,1,1250001,1,1,0; input_p99 must be a whole number from 0 to 1250000 (tokens), got '1250001'
            search,chat,1,NaN,1,1,1,1,0;   requests must be a whole number from 0 to 1000000000 (how many arrive in that hour), got 'NaN'
            search,chat,1,1,9,1,1,1,0;     input_p99 is 1, below input_p50, which is 9; exchange them
            search,chat,1,1,1,1,1,1,80%;   streamed must be a share from 0 to 1, such as 0.8, got '80%'
            search,chat,1,1,1,1,1,1,1.2;   streamed must be a share from 0 to 1, such as 0.8, got '1.2'
            search,chat,1,1;               has 4 values, but the header has 9 columns
            """)
    void what_is_wrong_with_a_row_is_told_with_its_line_and_the_value(String row, String told) {
        assertThat(problems(HEADER + "search,chat,1,1,1,1,1,1,0\n" + row))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).startsWith("traffic.csv: line 3: " + told));
    }

    /// As programs write a third, and as spreadsheets of some countries write their first line.
    @Test
    void a_share_with_all_its_digits_is_read_and_a_file_without_a_header_is_told_once() {
        assertThat(problems(HEADER + "search,chat,1,1,1,1,1,1,0.33333333333333331"))
                .isEmpty();
        for (String first : List.of("tenant;alias;hour", "search,chat,1,1,1,1,1,1,0")) {
            assertThat(problems(first + "\n"))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .startsWith(
                                    "traffic.csv: line 1: has no header, with a comma between columns: write 'tenant,alias,")
                            .endsWith("; got '" + first + "'"));
        }
    }

    /// A gateway refuses more with a 400, so no such request is played.
    @Test
    void a_bound_that_the_gateway_refuses_is_refused_here() {
        assertThat(problems(HEADER.replace("\n", ",max_tokens\n") + "search,chat,1,1,1,1,1,1,0,10000001"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("max_tokens must be a whole number from 1 to 10000000 (tokens), got '10000001'"));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        assertThat(problems(HEADER + "search,chat,24,-1,1,1,1,1,2\nnobody,chat,1,1,1,1,1,1,0"))
                .extracting(Problem::path)
                .containsExactly("line 2", "line 2", "line 2", "line 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            tenant,alias,hour,requests,input_p50,input_p99,output_p50,output_p99,streaming; has an unknown column 'streaming'; did you mean 'streamed'?
            tenant,alias,hour,requests;                                               lacks the columns input_p50, input_p99, output_p50, output_p99, streamed
            tenant,tenant,alias,hour,requests,input_p50,input_p99,output_p50,output_p99,streamed; has the column 'tenant' twice
            """)
    void an_unknown_or_missing_column_is_named(String header, String told) {
        assertThat(problems("# mine\n" + header + "\n"))
                .anySatisfy(problem -> assertThat(problem.toString()).startsWith("traffic.csv: line 2: " + told));
    }

    @Test
    void a_file_without_requests_is_told_what_a_row_is() {
        assertThat(problems(HEADER).toString()).contains("has no requests: a row is, for example, ");
        assertThat(problems("")).isNotEmpty();
    }

    @Test
    void the_text_of_problems_ends_after_twenty() {
        String text = TrafficFile.text(problems(HEADER + "nobody,chat,1,1,1,1,1,1,0\n".repeat(25)));
        assertThat(text.lines()).hasSize(21);
        assertThat(text).endsWith("and 5 more");
    }
}
