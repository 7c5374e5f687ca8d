import com.anthropic.models.messages.MessageCreateParams;
import shared.AnthropicClaims;

/// Anthropic's own client in the major version before October 2026, which teams still use; its jars are on a class path of their own.
public class AnthropicJavaBefore {
    public static void main(String... ignored) throws Exception {
        new AnthropicClaims("anthropic-java-before", MessageCreateParams.Builder::addUserMessageOfBlockParams)
                .report("Java anthropic-java (major before)");
    }
}
