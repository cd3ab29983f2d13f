/** What is said to what no notice answers: kindly, in a sentence or two, with what can be asked instead. */

/** The replies by what was said. */
export const OFF_TOPIC_REPLIES = {
  greeting: "您好，我在。您想问什么政策，用平常说话的方式告诉我就行。",
  thanks: "不客气。还想问什么，随时跟我说。",
  goodbye: "好的，您慢走，多保重身体。有事随时来问我。",
  about:
    "我是金秋，是帮您查政策的电脑助手，不是真人。养老、医保、遗嘱、消费、离退休干部的服务，都可以问我。我会把规定的原文找给您看。",
  smallTalk:
    "谢谢您跟我说话。我只会查政策，聊天不在行。想有人陪您说说话，可以点「转人工」，请工作人员联系您。",
  writing:
    "写东西、改东西的事我做不好，怕耽误您。您想知道有关的规定，我可以找给您看。要人帮忙写，请点「转人工」。",
  knowledge: "这个我不懂，不敢乱说。我只会查政策。养老、医保、办证、离退休干部的服务，您都可以问我。",
  current:
    "天气、新闻、价钱、股票、班车这些天天变的事，我查不到。您可以看电视，或者问问家人。政策上的事，请直接问我。",
  device: "手机和家电怎么用，我教不好，怕教错。您可以请家人或工作人员看看。政策上的事，请直接问我。",
  command: "这个我不能照办。我只按文件的原文回答，不改规定，也不扮别人。您想问哪方面的政策，请直接告诉我。",
  privacy: "别人的电话、住址和个人情况，我不能说，也查不到。您要找人，请点「转人工」，工作人员会想办法。",
  harm: "这样的事会害到人，我不能帮。您遇到了难处，可以把情况告诉我，我帮您找合规的办法。",
  errand:
    "转账、打电话、改资料这些事，我不能替您办。请点「转人工」，工作人员会告诉您怎么办。密码请不要发给任何人。",
} as const;

/** Which reply fits. */
export type OffTopic = keyof typeof OFF_TOPIC_REPLIES;
