// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/** The parts of the module analysis-common that the index of native roles names, from Lucene where it has them. */
final class EmailAnalysis {
    private EmailAnalysis() {}

    static TokenizerFactory tokenizer(String name) {
        return TokenizerFactory.newFactory(name, UAX29URLEmailTokenizer::new);
    }

    static TokenFilterFactory patternCapture(String name, Settings settings) {
        List<String> expressions = settings.getAsList("patterns");
        Pattern[] patterns = expressions.stream().map(Pattern::compile).toArray(Pattern[]::new);
        boolean original = settings.getAsBoolean("preserve_original", true);
        return new AbstractTokenFilterFactory(name) {
            @Override
            public TokenStream create(TokenStream tokens) {
                return new PatternCaptureGroupTokenFilter(tokens, original, patterns);
            }
        };
    }

    /** Drops words that the text had before. */
    static PreConfiguredTokenFilter unique() {
        return PreConfiguredTokenFilter.singleton("unique", false, tokens -> new FilteringTokenFilter(tokens) {
            private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
            private final Set<String> seen = new HashSet<>();

            @Override
            protected boolean accept() {
                return seen.add(term.toString());
            }

            @Override
            public void reset() throws IOException {
                super.reset();
                seen.clear();
            }
        });
    }
}
