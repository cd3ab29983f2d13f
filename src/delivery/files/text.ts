/** What people read when a file cannot be kept. */

/** Kinds that are carried, as people name them. */
const CARRIED = "图片（jpg、png）、PDF、Word、Excel、PPT、录音（mp3、m4a）、视频（mp4）和文本（txt）";

export const FILE_TEXT = {
  empty: "这个文件是空的。请打开看看，再重新选一个。",
  tooLarge: (megabytes: number) => `这个文件超过 ${megabytes} MB，发不出去。请压缩一下，或者分成几个文件。`,
  pictureTooLarge: (megabytes: number) =>
    `这张图片超过 ${megabytes} MB，发不出去。请用手机把它存小一些，再发一次。`,
  unknownKind: `这种文件不能发。可以发的有：${CARRIED}。`,
  notWhatItSays: (ending: string) =>
    `这个文件名字是 .${ending}，里面却不是。请在电脑上打开它，另存为一份，再发一次。`,
  macros: "这个文件里带有宏程序，不能发。请在 Office 里另存为不带宏的文件，再发一次。",
  unnamed: "文件",
} as const;
