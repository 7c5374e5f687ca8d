package io.breakwater.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import io.breakwater.naming.EnvironmentStack;
import io.breakwater.ops.Environments;
import io.breakwater.ops.probe.FakeProbe;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Seen;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class DoctorTest {
    private final List<Line> lines = new ArrayList<>();

    @Test
    void an_account_that_cannot_be_entered_is_said_once_and_the_others_are_looked_at() throws JacksonException {
        examine(place -> place.account().value().startsWith("1111")
                ? new Seen.Unreadable<>("no role")
                : new Seen.There<Probe>(new FakeProbe()));

        assertThat(lines)
                .filteredOn(line -> line.place().account().value().startsWith("1111"))
                .singleElement()
                .satisfies(line -> assertThat(line.finding()).isInstanceOf(Finding.Unknown.class));
        assertThat(lines)
                .filteredOn(line -> line.place().account().value().startsWith("2222"))
                .extracting(Line::check)
                .contains("bootstrap", "stack", "model access", "lifecycle", "destinations", "quota", "profile count");
    }

    @Test
    void it_looks_for_every_stack_of_the_environment_where_the_stack_belongs() throws JacksonException {
        examine(_ -> new Seen.There<>(new FakeProbe()));

        assertThat(lines)
                .filteredOn(line -> line.check().equals("stack"))
                .extracting(line -> line.place() + ": " + line.finding())
                .containsExactlyInAnyOrderElementsOf(EnvironmentStack.of(Environments.small()).stream()
                        .map(stack -> new CheckedPlace(stack.account(), stack.region()) + ": "
                                + new Finding.Ok(stack.name() + " is not there yet"))
                        .toList());
    }

    @Test
    void the_invocation_log_is_nobodys_business_while_it_is_off() throws JacksonException {
        examine(_ -> new Seen.There<>(new FakeProbe()));

        assertThat(lines).extracting(Line::check).doesNotContain("invocation log");
    }

    @Test
    void what_could_not_be_checked_counts_only_when_strict() {
        Line ok = line(new Finding.Ok("fine"));
        Line unknown = line(new Finding.Unknown("no"));

        assertThat(new Tally(List.of(ok, unknown)).passes(false)).isTrue();
        assertThat(new Tally(List.of(ok, unknown)).passes(true)).isFalse();
        assertThat(new Tally(List.of(ok, line(new Finding.Wrong("bad", "mend")))).passes(false))
                .isFalse();
    }

    @Test
    void what_is_wrong_is_printed_with_its_fix() {
        assertThat(new LineText(Ansi.OFF).of(line(new Finding.Wrong("bad", "mend it"))))
                .isEqualTo("wrong            123456789012 us-east-1  test: bad\n                 fix: mend it");
    }

    @Test
    void json_has_the_same_words() {
        assertThat(TallyJson.of("dev", new Tally(List.of(line(new Finding.Wrong("bad", "mend")))))
                        .toString())
                .isEqualTo(
                        "{\"environment\":\"dev\",\"ok\":0,\"wrong\":1,\"couldNotCheck\":0,\"lines\":[{\"check\":\"test\","
                                + "\"account\":\"123456789012\",\"region\":\"us-east-1\",\"finding\":\"wrong\",\"text\":\"bad\",\"fix\":\"mend\"}]}");
    }

    private void examine(AccountsAccess accounts) throws JacksonException {
        new Doctor(
                        Environments.small(),
                        CatalogueLines.of(Environments.catalogue()),
                        accounts,
                        LocalDate.parse("2026-11-28"))
                .examine(lines::add);
    }

    private static Line line(Finding finding) {
        return new Line(
                "test",
                new CheckedPlace(
                        Environments.small().home().account(),
                        Environments.small().home().region()),
                finding);
    }
}
