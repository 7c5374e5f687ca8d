package io.breakwater.cleanup.stack;

import io.breakwater.cleanup.aws.SettingText;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// An account's setting and what was saved of it, with state. Calls can be made to fail from a given
/// one on, as if the function had been killed.
final class FakeAccount implements AccountSetting {
    Optional<LoggingConfig> present = Optional.empty();
    Optional<String> kept = Optional.empty();
    int calls;
    int callsLeft = Integer.MAX_VALUE;

    InvocationLogSteps as(OwnSetting own) {
        return new InvocationLogSteps(this, new Saved(), own);
    }

    List<String> state() {
        return List.of(SettingText.of(present), kept.orElse("nothing saved"));
    }

    private void call() {
        if (callsLeft-- <= 0) {
            throw new IllegalStateException("killed");
        }
        calls++;
    }

    @Override
    public Optional<LoggingConfig> read() {
        call();
        return present;
    }

    @Override
    public void set(LoggingConfig setting) {
        call();
        present = Optional.of(setting);
    }

    @Override
    public void clear() {
        call();
        present = Optional.empty();
    }

    private final class Saved implements SavedSetting {

        @Override
        public Optional<String> read() {
            call();
            return kept;
        }

        @Override
        public void keep(String text) {
            call();
            kept = Optional.of(text);
        }

        @Override
        public void forget() {
            call();
            kept = Optional.empty();
        }
    }
}
